import Foundation

@testable import Palimpsest

/// What the tests of mojibake share. The model is the one that is shipped.
enum MojibakeSupport {
    private static func model(_ name: String) throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: root.appending(path: "Dictionaries/models/\(name)")))
    }

    static let detector = Result {
        MojibakeDetector(letters: try LetterModel(text: try model("mojibake-letters.txt")), charsets: try CharsetTables())
    }
    static let entities = Result { HTMLEntities(text: try model("mojibake-entities.txt")) }

    static func repairer() throws -> EncodingRepairer { EncodingRepairer(detector: try detector.get()) }
}

extension String {
    /// Strings that are equal by canonical equivalence are not the same text.
    func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
