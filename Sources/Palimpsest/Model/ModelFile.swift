/// A compiled model: named sections of little-endian numbers in one mapped file.
///
/// The layout, in bytes: `PALIMOD1`; the number of sections (UInt32); a revision of the model's format (UInt32); for each
/// section its name (8 ASCII bytes, filled up with NULs), offset and length (UInt64 each); then the sections, each beginning
/// at a multiple of 64. `Dictionaries/make/modelfile.py` writes such files.
public struct ModelFile: Sendable {
    private let file: MappedFile
    private let path: String
    private let sections: [String: Range<Int>]

    static let magic = Array("PALIMOD1".utf8)

    /// - Parameters:
    ///   - path: the file.
    ///   - revision: the revision of the format that the caller reads.
    /// - Throws: ``ModelError`` when it is no such file, is cut off, or has another revision.
    public init(path: String, revision: UInt32) throws(ModelError) {
        let file = try MappedFile(path: path)
        let bytes = file.bytes
        guard bytes.count >= 16, bytes.prefix(8).elementsEqual(Self.magic) else {
            throw ModelError(path: path, message: "this is no model of Palimpsest; rebuild it with the command in Dictionaries/SOURCES.md")
        }
        let count = Int(bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self).littleEndian)
        let found = bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self).littleEndian
        guard found == revision else {
            throw ModelError(path: path, message: "the model has format \(found), this program reads \(revision); rebuild it with the command in Dictionaries/SOURCES.md")
        }
        guard count <= 64, bytes.count >= 16 + 24 * count else { throw ModelError(path: path, message: "the file is cut off") }
        var sections: [String: Range<Int>] = [:]
        for index in 0..<count {
            let at = 16 + 24 * index
            let name = String(decoding: bytes[at..<at + 8].prefix { $0 != 0 }, as: UTF8.self)
            let start = bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self).littleEndian
            let length = bytes.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self).littleEndian
            guard start % 64 == 0, start <= UInt64(bytes.count), length <= UInt64(bytes.count) - start else {
                throw ModelError(path: path, message: "the file is cut off: section \(name) does not lie within it")
            }
            sections[name] = Int(start)..<Int(start + length)
        }
        self.file = file
        self.path = path
        self.sections = sections
    }

    /// The numbers of a section. They live as long as this value.
    ///
    /// - Parameter count: how many there must be; `nil` for any number.
    /// - Throws: ``ModelError`` when there is no such section or it has another length.
    func numbers<Number: BitwiseCopyable>(_ name: String, as type: Number.Type, count: Int? = nil) throws(ModelError) -> UnsafeBufferPointer<Number> {
        guard let range = sections[name], let base = file.bytes.baseAddress else {
            throw ModelError(path: path, message: "the model has no section \(name)")
        }
        let size = MemoryLayout<Number>.stride
        guard range.count % size == 0, count.map({ range.count == size * $0 }) ?? true else {
            throw ModelError(path: path, message: "section \(name) has \(range.count) bytes, which does not fit its kind")
        }
        let start = (base + range.lowerBound).assumingMemoryBound(to: Number.self)
        return UnsafeBufferPointer(start: start, count: range.count / size)
    }

    /// The lines of a section of UTF-8 text.
    func lines(_ name: String) throws(ModelError) -> [String] {
        try numbers(name, as: UInt8.self).split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }
}
