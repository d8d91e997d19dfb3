import Foundation

@testable import Palimpsest

/// The dictionaries of the repository.
let hanDictionaries = root.appending(path: "Dictionaries").path

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// A document of `Corpus/cases/han-misread.tsv`: lines of one page with the places that were misread.
///
/// Columns: name of the document, the line as read (empty between paragraphs), and the misread places as `start-end` in code
/// points with spaces between.
struct HanCase {
    var name: String
    var text = ""
    /// Whether each code point of the text was misread.
    var isMisread: [Bool] = []

    static func all() throws -> [HanCase] {
        let data = try String(contentsOf: root.appending(path: "Corpus/cases/han-misread.tsv"), encoding: .utf8)
        var found: [HanCase] = []
        for row in data.split(separator: "\n", omittingEmptySubsequences: false).dropFirst() {
            let fields = row.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            if found.last?.name != String(fields[0]) { found.append(HanCase(name: String(fields[0]))) }
            found[found.count - 1].add(fields[1], fields[2])
        }
        return found
    }

    private mutating func add(_ line: Substring, _ places: Substring) {
        var marks = [Bool](repeating: false, count: line.unicodeScalars.count + 1)
        for place in places.split(separator: " ") {
            let ends = place.split(separator: "-").compactMap { Int($0) }
            guard ends.count == 2, ends[0] < ends[1], ends[1] < marks.count else { continue }
            for index in ends[0]..<ends[1] { marks[index] = true }
        }
        text += line + "\n"
        isMisread += marks
    }

    /// Han characters that were misread and found, not misread and found, misread and not found, and all of them.
    func counts(_ reader: HanReader) throws -> (right: Int, wrong: Int, missed: Int, all: Int) {
        let document = try document(text)
        let suspects = reader.suspects(in: document, range: TextRange(0, document.text.bytes.count))
        var counts = (right: 0, wrong: 0, missed: 0, all: 0), offset = 0, suspect = 0
        for (scalar, misread) in zip(text.unicodeScalars, isMisread) {
            while suspect < suspects.count, suspects[suspect].range.end <= offset { suspect += 1 }
            let found = suspect < suspects.count && suspects[suspect].range.contains(offset)
            offset += String(scalar).utf8.count
            guard HanSymbol.isHan(scalar.value) else { continue }
            counts.all += 1
            switch (misread, found) {
            case (true, true): counts.right += 1
            case (false, true): counts.wrong += 1
            case (true, false): counts.missed += 1
            case (false, false): break
            }
        }
        return counts
    }
}
