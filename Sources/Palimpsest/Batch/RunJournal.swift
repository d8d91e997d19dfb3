import Crypto

/// What the journal of an interruptible run says, line by line.
///
/// The first line says what the run was begun with. Then, for every group of inputs whose records lie in the partial output: a line
/// for each input, one for each failure, and one that says how long the output was afterwards. Every line ends with eight digits of
/// its own SHA-256, so that a line that was cut off, or of which a power cut left zeros, is no line.
enum RunJournal {
    enum Entry: Hashable {
        /// What may not change between a run and the one that continues it.
        case begin(RunIdentity)
        /// An input that was a file when the walk came to it.
        case file(path: [UInt8], byteCount: Int, modified: Int)
        /// An input that was none.
        case missing(path: [UInt8], code: String)
        /// A failure that was told.
        case failure(FileFailure)
        /// Up to here all is written: the output's length, the digest of what was added, and what the batch had come to.
        case written(length: Int, digest: String, tally: BatchTally)

        /// What the journal says of an input.
        init(_ input: BatchInput) {
            self = switch input {
            case .file(let file): .file(path: file.path, byteCount: file.expectedBytes, modified: file.modified)
            case .failure(let failure): .missing(path: failure.path, code: failure.code.rawValue)
            }
        }
    }

    /// The line of an entry, with its line feed.
    static func line(_ entry: Entry) -> [UInt8] {
        let fields: [[UInt8]] = switch entry {
        case .begin(let identity): [text("begin"), text("1"), text(identity.program), text(identity.options), text(identity.dictionaries)]
        case .file(let path, let count, let modified): [text("file"), text("\(count)"), text("\(modified)"), escaped(path)]
        case .missing(let path, let code): [text("missing"), text(code), escaped(path)]
        case .failure(let failure): [text("failure"), text(failure.code.rawValue), escaped(failure.path), escaped(text(failure.message))]
        case .written(let length, let digest, let tally):
            [text("written"), text("\(length)"), text(digest)] + BatchTally.counts.map { text("\(tally[keyPath: $0])") }
        }
        let line = Array(fields.joined(separator: [space]))
        return line + [space] + text(String(SourceDigest.sha256(line).prefix(8))) + [0x0A]
    }

    /// The entry of a line without its line feed; `nil` when it is none, or not whole.
    static func entry(_ line: [UInt8]) -> Entry? {
        guard let end = line.lastIndex(of: space), Array(line[(end + 1)...]) == text(String(SourceDigest.sha256(Array(line[..<end])).prefix(8)))
        else { return nil }
        let fields = line[..<end].split(separator: space, omittingEmptySubsequences: false).map(Array.init)
        func string(_ index: Int) -> String { String(decoding: fields[index], as: UTF8.self) }
        func number(_ index: Int) -> Int? { Int(string(index)) }
        switch (string(0), fields.count) {
        case ("begin", 5) where string(1) == "1":
            return .begin(RunIdentity(program: string(2), options: string(3), dictionaries: string(4)))
        case ("file", 4):
            guard let count = number(1), let modified = number(2) else { return nil }
            return .file(path: unescaped(fields[3]), byteCount: count, modified: modified)
        case ("missing", 3):
            return .missing(path: unescaped(fields[2]), code: string(1))
        case ("failure", 4):
            guard let code = FileFailure.Code(rawValue: string(1)) else { return nil }
            return .failure(FileFailure(code, unescaped(fields[2]), String(decoding: unescaped(fields[3]), as: UTF8.self)))
        case ("written", 3 + BatchTally.counts.count):
            guard let length = number(1) else { return nil }
            var tally = BatchTally()
            for (index, path) in BatchTally.counts.enumerated() {
                guard let count = number(3 + index) else { return nil }
                tally[keyPath: path] = count
            }
            return .written(length: length, digest: string(2), tally: tally)
        default: return nil
        }
    }

    /// The digest of what was added to the output.
    static func digest(_ hash: SHA256) -> String {
        hash.finalize().prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static let space = UInt8(ascii: " ")
    private static func text(_ string: String) -> [UInt8] { Array(string.utf8) }

    /// Any bytes without spaces, control characters and line feeds, as URLs do it (RFC 3986, 2.1).
    static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in bytes {
            if byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "%") {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return result
    }

    static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16) {
                result.append(byte)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
