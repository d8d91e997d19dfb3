import Foundation
import Testing

@testable import Palimpsest

@Suite struct AtomicFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ text: String, to file: AtomicFile) throws {
        var writer = DescriptorWriter(descriptor: file.descriptor)
        try writer.append(Array(text.utf8))
        try writer.flush()
    }

    @Test func nothingIsSeenBeforeTheCommit() throws {
        try folder.write("old", to: "out")
        let file = try AtomicFile(replacing: folder.path("out"))
        try write("new", to: file)
        #expect(try folder.read("out") == "old")
        try file.commit()
        #expect(try folder.read("out") == "new")
        #expect(try folder.names() == ["out"])
    }

    @Test func discardingLeavesNoTrace() throws {
        try folder.write("old", to: "out")
        let file = try AtomicFile(replacing: folder.path("out"))
        try write("new", to: file)
        file.discard()
        file.discard()
        try file.commit()
        #expect(try folder.read("out") == "old")
        #expect(try folder.names() == ["out"])
    }

    @Test func forgettingLeavesNoTraceEither() throws {
        do { try write("new", to: AtomicFile(replacing: folder.path("out"))) }
        #expect(try folder.names() == [])
    }

    @Test func theModeIsKept() throws {
        try folder.write("old", to: "out")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.url.path + "/out")
        try AtomicFile(replacing: folder.path("out")).commit()
        let mode = try FileManager.default.attributesOfItem(atPath: folder.url.path + "/out")[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }

    @Test func longNamesFit() throws {
        let name = String(repeating: "n", count: 255)
        let file = try AtomicFile(replacing: folder.path(name))
        try file.commit()
        #expect(try folder.names() == [name])
    }

    @Test func foldersAndMissingFoldersAreRefused() throws {
        for path in [folder.path(""), folder.path("no/out")] {
            let error = #expect(throws: OutputError.self) { _ = try AtomicFile(replacing: path) }
            #expect(error?.code == .cannotCreate)
        }
    }
}
