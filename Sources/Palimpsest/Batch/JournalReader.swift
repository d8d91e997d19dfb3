import Glibc

/// Reads the entries of a journal from its beginning, up to the first line that is not whole.
struct JournalReader {
    private let descriptor: Int32
    private var block: [UInt8] = []
    private var position = 0
    private var blockEnd = 0
    /// Where in the file the next line begins.
    private(set) var offset = 0

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// The next entry; `nil` at the end and where the journal is broken.
    mutating func next() -> RunJournal.Entry? {
        var line: [UInt8] = []
        while true {
            if let end = block[position...].firstIndex(of: 0x0A) {
                line += block[position..<end]
                position = end + 1
                guard let entry = RunJournal.entry(line) else { return nil }
                offset += line.count + 1
                return entry
            }
            line += block[position...]
            guard readBlock() else { return nil }
        }
    }

    private mutating func readBlock() -> Bool {
        block = [UInt8](unsafeUninitializedCapacity: 1 << 16) { [descriptor, blockEnd] buffer, count in
            var got: Int
            repeat { got = pread(descriptor, buffer.baseAddress, buffer.count, off_t(blockEnd)) } while got < 0 && errno == EINTR
            count = max(0, got)
        }
        position = 0
        blockEnd += block.count
        return !block.isEmpty
    }
}
