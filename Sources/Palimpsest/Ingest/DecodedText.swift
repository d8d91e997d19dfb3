/// A file's text before normalisation, and how sure its encoding is.
struct DecodedText {
    /// UTF-8 with its alignment to the file.
    var text: AlignedText
    /// IANA name.
    var encoding: String
    /// Probability that the encoding is right.
    var confidence: Double
    /// Number of ill-formed sequences, each of which is U+FFFD in the text.
    var invalidCount = 0
    /// Offsets in the file of the first ones.
    var invalidOffsets: [Int] = []

    /// The text of `bytes`.
    ///
    /// In this order: the signature of a binary format; a byte order mark; UTF-8, which no other encoding passes for by
    /// chance; UTF-8 with damage; UTF-16 and UTF-32 without a mark; control characters, as binary data has; and at last a
    /// guess among the legacy encodings.
    init(_ bytes: [UInt8], language: String) throws(IngestError) {
        guard !bytes.isEmpty else { throw IngestError(.empty, "The file is empty.") }
        if let refusal = BinaryFormat.refusal(signatureOf: bytes) { throw refusal }
        if let mark = ByteOrderMark(bytes) {
            guard mark.length < bytes.count else {
                throw IngestError(.empty, "The file holds nothing but a byte order mark.")
            }
            try self.init(bytes, encoding: mark.encoding, from: mark.length, confidence: 1)
            return
        }
        let hasManyControls = BinaryFormat.hasManyControls(bytes)
        if !hasManyControls, let confidence = Self.confidenceInUTF8(bytes) {
            try self.init(bytes, encoding: "UTF-8", from: 0, confidence: confidence)
        } else if let wide = WideEncoding.guess(bytes) {
            try self.init(bytes, encoding: wide.name, from: 0, confidence: wide.probability)
        } else if hasManyControls {
            throw BinaryFormat.refusal(controlsOf: bytes)
        } else {
            try self.init(bytes, guessedWith: language)
        }
    }

    /// Decodes what lies after a byte order mark of `start` bytes.
    private init(_ bytes: [UInt8], encoding: String, from start: Int, confidence: Double) throws(IngestError) {
        self.encoding = encoding
        self.confidence = confidence
        // Without a mark the bytes are known to be valid when UTF-8 is certain.
        let isCertain = start == 0 && confidence == 1
        if encoding == "UTF-8", isCertain || Self.isValid(bytes, from: start) {
            let text = start == 0 ? bytes : Array(bytes[start...])
            self.text = AlignedText(text, alignment: Alignment(shift: start))
            return
        }
        do {
            let decoded = try TextDecoder(encoding).decode(bytes, from: start)
            text = decoded.text
            invalidCount = decoded.invalidCount
            invalidOffsets = decoded.invalidOffsets
        } catch {
            throw .unconvertible(encoding, error)
        }
    }

    private init(_ bytes: [UInt8], guessedWith language: String) throws(IngestError) {
        let guess: EncodingGuess?
        do {
            guess = try EncodingGuess.best(bytes, language: language)
        } catch {
            throw .unconvertible("an unknown encoding", error)
        }
        // Any bytes are text in ISO-8859-1; with no candidate at all that is the reading that loses nothing.
        try self.init(
            bytes, encoding: guess?.encoding.name ?? "ISO-8859-1", from: 0, confidence: guess?.probability ?? 0)
    }

    private static func isValid(_ bytes: [UInt8], from start: Int) -> Bool {
        bytes.withUnsafeBufferPointer { UTF8Validation.isValid($0, from: start) }
    }

    /// The probability that `bytes` are UTF-8, 1 when they are valid; `nil` when another encoding should be looked for.
    ///
    /// In a legacy encoding few multi-byte sequences are well-formed UTF-8 by chance, so a text in which most are is UTF-8
    /// that was damaged. A sequence that the end of the file cuts off after two bytes or more is one of UTF-8, too.
    private static func confidenceInUTF8(_ bytes: [UInt8]) -> Double? {
        bytes.withUnsafeBufferPointer { bytes in
            if UTF8Validation.isValid(bytes, from: 0) { return 1 }
            let census = UTF8Validation.census(bytes)
            if census.sequences >= 4 * census.illFormed {
                return Double(census.sequences) / Double(census.sequences + census.illFormed)
            }
            let valid = UTF8Validation.validPrefix(bytes)
            let isCutOff = census.illFormed == 1 && UTF8Validation.isCutOff(bytes, at: valid)
            return isCutOff && (census.sequences > 0 || bytes.count - valid > 1) ? 0.9 : nil
        }
    }
}

extension IngestError {
    static func unconvertible(_ encoding: String, _ error: ICUError) -> IngestError {
        IngestError(.unconvertible, "The file cannot be converted from \(encoding) (\(error)): convert it to UTF-8 first.")
    }
}
