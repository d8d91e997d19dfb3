import Crypto
import Glibc

/// The output of a run that can be interrupted at any point and continued: `--resume`.
///
/// Beside the target `NAME` lie `.NAME.extract-partial`, the output so far, and `.NAME.extract-journal`, a ``RunJournal``. A group of
/// records is written first, then the journal's lines about it; whoever continues cuts off what no whole line speaks of. The files are
/// not flushed to the disk group by group, which would cost more than the work: after a kill the system still has every byte, and after a
/// power cut, where it may not, the digests tell how far the output is whole (as SQLite reads its write-ahead log: up to the last commit
/// before the first frame whose checksum does not fit; "Database File Format", section 4). At the end the partial file is flushed and
/// renamed as in ``AtomicFile``.
public final class PartialOutput {
    /// Where to write.
    public let descriptor: Int32
    private let journal: Int32
    private let target: [UInt8]
    private let partialPath: [UInt8]
    private let journalPath: [UInt8]
    private let identity: RunIdentity
    private var length = 0
    private var journalLength = 0
    private var hash = SHA256()
    private var lines: [UInt8] = []
    /// What the interrupted run had come to.
    public private(set) var tally = BatchTally()
    /// Whether there is nothing to continue.
    public private(set) var isNew = true

    /// - Throws: ``OutputError``: `cannotCreate`, or `cannotResume` when what lies there is of a run that was begun in another way, or is
    ///   being written by another process.
    public init(for path: [UInt8], identity: RunIdentity) throws(OutputError) {
        var status = stat()
        let exists = withCPath(path) { stat($0, &status) } == 0
        guard !exists || status.st_mode & S_IFMT == S_IFREG else {
            throw OutputError(.cannotCreate, "is no file that could be continued; leave out --resume or name a file")
        }
        self.identity = identity
        target = exists ? AtomicFile.resolved(path) : path
        partialPath = Self.neighbour(of: target, ".extract-partial")
        journalPath = Self.neighbour(of: target, ".extract-journal")
        journal = withCPath(journalPath) { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o666) }
        guard journal >= 0 else { throw OutputError(creating: errno) }
        descriptor = withCPath(partialPath) { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o666) }
        guard descriptor >= 0 else {
            let number = errno
            close(journal)
            throw OutputError(creating: number)
        }
        // From here on `deinit` closes both, also when this throws.
        try lock()
        if exists { fchmod(descriptor, status.st_mode & 0o7777) }
        try readJournal()
    }

    deinit {
        close(journal)
        close(descriptor)
    }

    /// The names of the files beside `target`; a long name is cut and told from others by its digest.
    private static func neighbour(of target: [UInt8], _ suffix: String) -> [UInt8] {
        let (folder, name) = AtomicFile.split(target)
        let mark = name.count > 200 ? Array((".\(SourceDigest.sha256(name).prefix(16))").utf8) : []
        return folder + Array(".".utf8) + name.prefix(200) + mark + Array(suffix.utf8)
    }

    /// How to start over, for messages.
    private var cure: String {
        "run it as it was begun, or remove \(SafeText.line(partialPath)) and \(SafeText.line(journalPath)) to start over"
    }

    /// Two runs must not write the same file. The lock goes with the process, however it ends.
    private func lock() throws(OutputError) {
        var status = stat()
        guard flock(journal, LOCK_EX | LOCK_NB) == 0, fstat(journal, &status) == 0, status.st_nlink > 0 else {
            throw OutputError(.cannotResume, "is being written by another run; wait until that has ended")
        }
    }

    // MARK: What is there

    /// Finds the last place up to which journal and output agree.
    private func readJournal() throws(OutputError) {
        var reader = JournalReader(descriptor: journal)
        guard case .begin(let begun)? = reader.next() else { return }
        while let entry = reader.next() {
            guard case .written(let end, let digest, let tally) = entry else { continue }
            guard end >= length, Self.digest(of: descriptor, length..<end) == digest else { return }
            (length, journalLength, self.tally, isNew) = (end, reader.offset, tally, false)
            // Before a byte was written there is nothing that could be mixed.
            if let difference = begun.difference(from: identity) {
                throw OutputError(.cannotResume, "an interrupted run was begun \(difference); \(cure)")
            }
        }
    }

    /// The digest of a part of a file; `nil` when the file does not reach so far.
    private static func digest(of descriptor: Int32, _ range: Range<Int>) -> String? {
        var hash = SHA256()
        var block = [UInt8](repeating: 0, count: 1 << 16)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let wanted = min(block.count, range.upperBound - offset)
            let got = pread(descriptor, &block, wanted, off_t(offset))
            if got < 0 && errno == EINTR { continue }
            guard got > 0 else { return nil }
            block.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0.prefix(got))) }
            offset += got
        }
        return RunJournal.digest(hash)
    }

    /// Takes the inputs whose records lie there from the walk, and tells what was told of them.
    ///
    /// - Throws: ``OutputError`` with code `cannotResume` when one of them is no longer what it was.
    func skip(in inputs: inout InputWalk, report: (BatchEvent) -> Void) throws(OutputError) {
        guard !isNew else { return }
        report(.resumed(tally))
        var reader = JournalReader(descriptor: journal)
        while reader.offset < journalLength, let entry = reader.next() {
            switch entry {
            case .begin, .written: continue
            case .failure(let failure): report(.failure(failure))
            case .file(let path, _, _), .missing(let path, _):
                guard let input = inputs.next() else {
                    throw OutputError(.cannotResume, "the record of \(SafeText.line(path)) is written, but it is no longer among the inputs; \(cure)")
                }
                let found = RunJournal.Entry(input)
                guard found != entry else { continue }
                throw OutputError(.cannotResume, Self.path(found) == path
                    ? "\(SafeText.line(path)) has changed since an interrupted run came to it; \(cure)"
                    : "an interrupted run came to \(SafeText.line(path)) where \(SafeText.line(Self.path(found))) is now; \(cure)")
            }
        }
        report(.progress(tally))
    }

    private static func path(_ entry: RunJournal.Entry) -> [UInt8] {
        switch entry {
        case .file(let path, _, _), .missing(let path, _): path
        default: []
        }
    }

    // MARK: Writing

    /// Removes what comes after the place up to which journal and output agree; where there is none, begins both.
    func start(_ prologue: [UInt8], _ writer: inout DescriptorWriter) throws(OutputError) {
        guard ftruncate(descriptor, off_t(length)) == 0, ftruncate(journal, off_t(journalLength)) == 0,
            lseek(descriptor, off_t(length), SEEK_SET) >= 0, lseek(journal, off_t(journalLength), SEEK_SET) >= 0
        else { throw OutputError(writing: errno) }
        guard isNew else { return }
        lines = RunJournal.line(.begin(identity))
        add(prologue)
        try writer.append(prologue)
        try note(BatchTally(), &writer)
    }

    /// Bytes that are about to be written.
    func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        length += bytes.count
    }

    /// Notes that a group, whose bytes were ``add(_:)``ed, is written.
    func commit(_ group: FinishedGroup, _ tally: BatchTally, _ writer: inout DescriptorWriter) throws(OutputError) {
        for input in group.inputs { lines += RunJournal.line(.init(input)) }
        for failure in group.output.failures { lines += RunJournal.line(.failure(failure)) }
        try note(tally, &writer)
    }

    private func note(_ tally: BatchTally, _ writer: inout DescriptorWriter) throws(OutputError) {
        try writer.flush()
        lines += RunJournal.line(.written(length: length, digest: RunJournal.digest(hash), tally: tally))
        hash = SHA256()
        var notes = DescriptorWriter(descriptor: journal, fullAt: 1 << 16)
        try notes.append(lines)
        try notes.flush()
        lines.removeAll(keepingCapacity: true)
    }

    /// Puts the output in its place.
    /// - Throws: ``OutputError``; the target is then as it was, and the run can be continued.
    public func finish() throws(OutputError) {
        guard fsync(descriptor) == 0 else { throw OutputError(writing: errno) }
        guard withCPath(partialPath, { from in withCPath(target) { rename(from, $0) } }) == 0 else {
            throw OutputError(.cannotCreate, "could not be replaced: \(systemMessage(errno))")
        }
        AtomicFile.flushFolder(of: target)
        _ = withCPath(journalPath) { unlink($0) }
    }

    /// Removes both files: there is nothing worth continuing.
    public func discard() {
        _ = withCPath(partialPath) { unlink($0) }
        _ = withCPath(journalPath) { unlink($0) }
    }
}
