import Foundation
import Testing

@testable import Palimpsest

@Suite struct InputWalkTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func walk(_ names: [String], list: PathList? = nil) -> (files: [String], failures: [FileFailure]) {
        var walk = InputWalk(paths: names.map(folder.path), list: list)
        var files: [[UInt8]] = []
        var failures: [FileFailure] = []
        while let input = walk.next() {
            switch input {
            case .file(let file): files.append(file.path)
            case .failure(let failure): failures.append(failure)
            }
        }
        return (folder.relative(files), failures)
    }

    @Test func filesComeInTheOrderOfTheBytesOfTheirPaths() throws {
        for name in ["d/a.txt", "d/a/b.txt", "d/a-b.txt", "d/a0.txt", "d/é.txt", "d/Z.TXT", "d/a/a/c.txt"] {
            try folder.write("x", to: name)
        }
        let names = walk(["d"]).files
        #expect(names.count == 7)
        #expect(names == names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    }

    @Test func hiddenThingsAndOtherKindsAreLeftOut() throws {
        for name in ["d/.a.txt", "d/.git/a.txt", "d/a.md", "d/txt", "d/.txt", "d/b.txt", "d/btxt"] { try folder.write("x", to: name) }
        #expect(walk(["d"]).files == ["d/b.txt"])
        // Who names a hidden file wants it.
        #expect(walk(["d/.a.txt", "d/.git"]).files == ["d/.a.txt", "d/.git/a.txt"])
    }

    @Test func linksToFoldersAreNotFollowed() throws {
        try folder.write("x", to: "d/a.txt")
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder.url.path + "/d/up", withDestinationPath: "..")
        try manager.createSymbolicLink(atPath: folder.url.path + "/d/link.txt", withDestinationPath: "a.txt")
        #expect(walk(["d"]).files == ["d/a.txt", "d/link.txt"])
        // Named on the command line, it is.
        #expect(walk(["d/up/d"]).files == ["d/up/d/a.txt", "d/up/d/link.txt"])
    }

    @Test func whatIsMissingIsTold() throws {
        try folder.write("x", to: "e/a.md")
        let failures = walk(["none.txt", "e"]).failures
        #expect(failures.map(\.code) == [.notFound, .emptyFolder])
        #expect(failures.allSatisfy { $0.isMissingInput && $0.message.contains("; ") })
    }

    @Test func listsAreReadAcrossBlocks() throws {
        // 20,000 paths are more than one block of 64 KB.
        let path = try folder.write("x", to: "a.txt")
        let line = String(decoding: path, as: UTF8.self) + "\n"
        let list = try folder.write(String(repeating: line, count: 20_000) + "\n\n" + line.dropLast(), to: "list")
        #expect(walk([], list: try PathList(path: list, nullDelimited: false)).files.count == 20_001)
    }

    @Test func aListWithNULsReadAsLinesIsToldApart() throws {
        let list = try folder.write("a.txt\0b.txt\0", to: "list")
        let failures = walk([], list: try PathList(path: list, nullDelimited: false)).failures
        #expect(failures.count == 1)
        #expect(failures.first?.message.contains("-0") == true)
    }
}
