import Foundation
import Testing

@testable import Palimpsest

@Suite struct FileReaderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ path: [UInt8], expecting size: Int = 0, limit: Int = 1 << 20) throws(FileFailure) -> [UInt8] {
        try FileReader(maximumBytes: limit).contents(of: InputFile(path: path, origin: .path, expectedBytes: size))
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 300_000])
    func everyByteIsRead(_ count: Int) throws {
        let text = String(repeating: "0123456789", count: count / 10 + 1).prefix(count)
        let path = try folder.write(String(text), to: "a")
        #expect(try read(path) == Array(text.utf8))
    }

    @Test func aFileThatReportsNoSizeIsReadToItsEnd() throws {
        // Files of the kernel have a size of 0.
        #expect(try read(Array("/proc/self/status".utf8)).count > 100)
    }

    @Test func aFileAtTheLimitIsReadAndOneByteMoreIsRefused() throws {
        let path = try folder.write(String(repeating: "x", count: 1000), to: "a")
        #expect(try read(path, limit: 1000).count == 1000)
        let failure = #expect(throws: FileFailure.self) { try read(path, limit: 999) }
        #expect(failure?.code == .tooLarge)
        #expect(failure?.message.contains("1000 bytes, more than the 999") == true)
    }

    @Test func aFileThatGoesAwayIsToldNotFatal() throws {
        let failure = #expect(throws: FileFailure.self) { try read(folder.path("gone"), expecting: 10) }
        #expect(failure?.code == .notFound)
    }
}
