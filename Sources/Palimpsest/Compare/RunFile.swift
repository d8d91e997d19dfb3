import Glibc

/// Why two runs cannot be compared: names the file, the line and what is wrong with it.
public struct RunFailure: Error, Sendable {
    public enum Code: Sendable { case missing, malformed }
    public var code: Code
    /// `PATH:LINE: what is wrong`, safe to show.
    public var message: String
}

/// The output of one run, NDJSON, with its lines at hand by number.
///
/// Only places are kept of the lines. What cannot be read twice (a pipe, `<(zcat old.gz)`) is first copied to a temporary file
/// that has no name.
final class RunFile {
    private let descriptor: Int32
    private let shown: String
    /// Offset and length of each line that is not blank, and its number from 1.
    private(set) var lines: [(offset: Int, count: Int, number: Int)] = []

    init(path: [UInt8]) throws(RunFailure) {
        shown = SafeText.line(path)
        let opened = path == Array("-".utf8) ? dup(STDIN_FILENO) : withCPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
        guard opened >= 0 else {
            throw RunFailure(code: .missing, message: "\(shown): " + FileFailure(path: path, errorNumber: errno).message)
        }
        var status = stat()
        if fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(opened)
            throw RunFailure(code: .missing, message: "\(shown): is a folder; name the output of a run, as extract -o writes it")
        }
        if lseek(opened, 0, SEEK_CUR) >= 0 {
            descriptor = opened
        } else {
            defer { close(opened) }
            let copy = Self.copy(of: opened)
            guard copy >= 0 else {
                throw RunFailure(code: .missing, message: "\(shown): could not be copied to a temporary file: \(systemMessage(errno))")
            }
            descriptor = copy
        }
        guard findLines() else { throw RunFailure(code: .missing, message: "\(shown): could not be read: \(systemMessage(errno))") }
    }

    deinit { close(descriptor) }

    /// The bytes of a line, without its end.
    func bytes(ofLine index: Int) throws(RunFailure) -> [UInt8] {
        let line = lines[index]
        let bytes = [UInt8](unsafeUninitializedCapacity: line.count) { buffer, count in
            while count < line.count {
                let got = pread(descriptor, buffer.baseAddress?.advanced(by: count), line.count - count, off_t(line.offset + count))
                if got > 0 { count += got } else if got == 0 || errno != EINTR { break }
            }
        }
        guard bytes.count == line.count else { throw failure(index, "the file has changed while it was read") }
        return bytes
    }

    /// The record of a line.
    ///
    /// - Throws: ``RunFailure`` when the line is none of our records.
    func record(ofLine index: Int) throws(RunFailure) -> RunRecord {
        let value: JSONValue
        let bytes = try bytes(ofLine: index)
        do throws(JSONReader.Failure) {
            value = try JSONReader.value(of: bytes)
        } catch {
            throw failure(index, "is not JSON (at byte \(error.offset + 1) of the line); give the output of extract, one record a line")
        }
        guard value["schema_version"]?.string?.hasPrefix("1.") == true else {
            let found = value["schema_version"]?.plain
            throw failure(
                index, found.map { "has schema version \(SafeText.line(Array($0.utf8))), this program reads 1.x" }
                    ?? "is JSON, but no record of extract; give the output of extract without --format")
        }
        guard let record = RunRecord(value) else { throw failure(index, "is a record without its source; it was cut or changed") }
        return record
    }

    private func failure(_ index: Int, _ what: String) -> RunFailure {
        RunFailure(code: .malformed, message: "\(shown):\(lines[index].number): \(what)")
    }

    private func findLines() -> Bool {
        var start = 0, offset = 0, number = 1
        var isBlank = true
        var block = [UInt8](repeating: 0, count: 1 << 18)
        func end(at place: Int) {
            if !isBlank { lines.append((start, place - start, number)) }
            number += 1
            start = place + 1
            isBlank = true
        }
        while true {
            let got = block.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
            if got < 0 && errno == EINTR { continue }
            if got <= 0 {
                end(at: offset)
                return got == 0
            }
            for index in 0..<got {
                if block[index] == 0x0A { end(at: offset + index) } else if block[index] > 0x20 { isBlank = false }
            }
            offset += got
        }
    }

    /// A nameless temporary file with what is left of a stream; -1 on failure.
    private static func copy(of stream: Int32) -> Int32 {
        guard let file = tmpfile() else { return -1 }
        defer { fclose(file) }
        var block = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let got = block.withUnsafeMutableBytes { read(stream, $0.baseAddress, $0.count) }
            if got < 0 && errno == EINTR { continue }
            guard got > 0 else { return got == 0 && fflush(file) == 0 ? dup(fileno(file)) : -1 }
            guard fwrite(block, 1, got, file) == got else { return -1 }
        }
    }
}
