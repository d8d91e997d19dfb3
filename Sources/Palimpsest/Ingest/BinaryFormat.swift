/// Tells files that are no text: by the number that their format begins with, or by how much of them is control characters.
enum BinaryFormat {
    private struct Signature {
        var bytes: [UInt8]
        /// What the file is, with its article.
        var name: String
        var cure: String
        /// Whether the signature is plain letters, so that only a NUL soon after tells the format from a text.
        var needsNUL = false
    }

    private static let recognise = "run text recognition (OCR) on it and give extract the text"
    private static let unpack = "unpack it and give extract the text files inside"
    private static let export = "save it as plain text and give extract that"
    private static let other = "give extract the text that was read from the profile"

    private static let signatures: [Signature] = [
        .init(bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], name: "a PNG image", cure: recognise),
        .init(bytes: [0xFF, 0xD8, 0xFF], name: "a JPEG image", cure: recognise),
        .init(bytes: Array("GIF87a".utf8), name: "a GIF image", cure: recognise),
        .init(bytes: Array("GIF89a".utf8), name: "a GIF image", cure: recognise),
        .init(bytes: [0x49, 0x49, 0x2A, 0x00], name: "a TIFF image", cure: recognise),
        .init(bytes: [0x4D, 0x4D, 0x00, 0x2A], name: "a TIFF image", cure: recognise),
        .init(bytes: Array("RIFF".utf8), name: "a WebP image or another RIFF file", cure: recognise, needsNUL: true),
        .init(bytes: Array("BM".utf8), name: "a BMP image", cure: recognise, needsNUL: true),
        .init(bytes: Array("%PDF-".utf8), name: "a PDF document", cure: "extract its text with pdftotext or run OCR on it"),
        .init(bytes: Array("{\\rtf".utf8), name: "an RTF document", cure: export),
        .init(bytes: [0x50, 0x4B, 0x03, 0x04], name: "a ZIP archive, or a DOCX, XLSX or ODT document", cure: unpack),
        .init(bytes: [0x50, 0x4B, 0x05, 0x06], name: "an empty ZIP archive", cure: unpack),
        .init(bytes: [0x1F, 0x8B], name: "gzip data", cure: unpack),
        .init(bytes: [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59], name: "bzip2 data", cure: unpack),
        .init(bytes: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], name: "xz data", cure: unpack),
        .init(bytes: [0x28, 0xB5, 0x2F, 0xFD], name: "Zstandard data", cure: unpack),
        .init(bytes: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], name: "a 7z archive", cure: unpack),
        .init(bytes: [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], name: "a RAR archive", cure: unpack),
        .init(bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], name: "an old Word, Excel or PowerPoint document", cure: export),
        .init(bytes: [0x7F, 0x45, 0x4C, 0x46], name: "an ELF program or library", cure: other),
        .init(bytes: Array("MZ".utf8), name: "a Windows program", cure: other, needsNUL: true),
        .init(bytes: [0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, 0x20, 0x66], name: "an SQLite database", cure: other, needsNUL: true),
    ]

    /// Why `bytes` are no text, told by their first bytes; `nil` when nothing speaks against text.
    static func refusal(signatureOf bytes: [UInt8]) -> IngestError? {
        let hasNUL = bytes.prefix(64).contains(0)
        guard let found = signatures.first(where: { bytes.starts(with: $0.bytes) && (hasNUL || !$0.needsNUL) }) else {
            return nil
        }
        return IngestError(.binary, "The file looks like \(found.name), not text: \(found.cure).")
    }

    /// Bytes that are looked at for control characters.
    private static let sampleSize = 4096

    /// Whether there are more control characters at the beginning of `bytes` than text has: next to none, whereas one in
    /// ten random bytes is one. A few are allowed, and NULs among them, in files of any size.
    static func hasManyControls(_ bytes: [UInt8]) -> Bool {
        let controls = controls(bytes.prefix(sampleSize))
        return controls > 8 && controls * 20 > min(bytes.count, sampleSize)
    }

    /// Why `bytes`, of which ``hasManyControls(_:)`` holds, are no text.
    static func refusal(controlsOf bytes: [UInt8]) -> IngestError {
        let sample = bytes.prefix(sampleSize)
        let controls = controls(sample)
        let nuls = sample.count { $0 == 0 }
        let what = nuls * 2 > controls ? "NUL bytes" : "control characters"
        return IngestError(
            .binary,
            "The file looks like binary data, not text: \(controls * 100 / sample.count) % of its first bytes are \(what); \(other).")
    }

    private static func controls(_ sample: ArraySlice<UInt8>) -> Int {
        sample.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            var (count, offset) = (0, 0)
            while offset < bytes.count {
                if offset + 8 <= bytes.count, ByteWord.controls(ByteWord.load(base, offset)) == 0 {
                    offset += 8
                    continue
                }
                let byte = base[offset]
                // ESC begins the sequences that colour a terminal, which a captured log may hold many of.
                if byte < 0x20, !WhiteSpace.isASCII(byte), byte != 0x1B { count += 1 }
                offset += 1
            }
            return count
        }
    }
}
