/// The findings of ingest, in words.
extension Diagnostic {
    /// An encoding that was guessed and may be another.
    static func uncertainEncoding(_ decoded: DecodedText) -> Diagnostic {
        let percent = Int((decoded.confidence * 100).rounded())
        return Diagnostic(
            .warning, .uncertainEncoding,
            "The encoding is \(decoded.encoding) with a probability of \(percent) %; convert the file to UTF-8 to be certain.")
    }

    /// Bytes that mean nothing in the file's encoding.
    static func invalidBytes(_ decoded: DecodedText, in text: AlignedText) -> Diagnostic {
        let (count, offsets) = (decoded.invalidCount, decoded.invalidOffsets)
        let what = count == 1 ? "One byte sequence is" : "\(count) byte sequences are"
        let places = offsets.map(String.init).joined(separator: ", ") + (count > offsets.count ? " …" : "")
        let range = offsets.first.map { offset in
            let start = text.alignment.textOffset(ofSource: offset)
            return TextRange(start, start + UTF8.encodedReplacementCharacter.count)
        }
        return Diagnostic(
            .warning, .invalidBytes,
            "\(what) not valid in \(decoded.encoding) and read as U+FFFD, at byte \(places); look for damage to the file there.",
            at: range)
    }

    /// A page that was saved with its tags.
    static func markup(_ name: String) -> Diagnostic {
        Diagnostic(
            .warning, .markup,
            "The file is \(name), whose tags are read as text; convert it to plain text first, for example with `pandoc -t plain`.",
            at: nil)
    }

    /// NULs and control characters, reported once for a file.
    static func controlCharacters(_ count: Int, first: Int, in text: AlignedText) -> Diagnostic {
        let length = text.bytes.withUnsafeBufferPointer { UTF8Bytes.scalar($0, at: first).length }
        let what = count == 1 ? "One control character" : "\(count) control characters"
        return Diagnostic(
            .info, .controlCharacters,
            "\(what) apart from white space, the first at byte \(text.sourceStart(first)); the text is kept as it is.",
            at: TextRange(first, first + length))
    }
}
