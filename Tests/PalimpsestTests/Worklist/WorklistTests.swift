import Foundation
import Testing

@testable import Palimpsest

struct WorklistTests {
    private static func languages() throws -> TesseractLanguages {
        try TesseractLanguages(directory: QualitySupport.root.appending(path: "Dictionaries").path(percentEncoded: false))
    }

    @Test(arguments: [("{name}-{page}.png", []), ("scans/{nme}-{page}{PAGE}.png", ["{nme}", "{PAGE}"]), ("a}{b.png", [])])
    func placeholdersThatThereAreNotAreTold(_ pattern: String, _ unknown: [String]) {
        #expect(Worklist.unknownPlaceholders(in: Array(pattern.utf8)).map { String(decoding: $0, as: UTF8.self) } == unknown)
    }

    @Test(arguments: [
        ("zh-Hans", "chi_sim"), ("zh-Hant", "chi_tra"), ("zh-Hant-HK", "chi_tra"), ("zh", "chi_sim"), ("ja", "jpn"), ("ko-KR", "kor"), ("ru", "rus"),
        ("ar", "ara"), ("hi", "hin"), ("th", "tha"), ("el", "ell"), ("he", "heb"), ("sr-Latn", "srp_latn"), ("en-GB", "eng"),
    ])
    func modelsOfLanguages(_ tag: String, _ code: String) throws {
        #expect(try Self.languages().code(for: tag) == code)
    }

    @Test func anUnknownLanguageHasNoModel() throws {
        #expect(try Self.languages().code(for: "tlh") == nil)
        #expect(try Self.languages().code(for: "") == nil)
    }

    /// A record with one lost passage of `characters` letters.
    private static func record(_ path: String, lost characters: Int, _ language: String? = "zh-Hans") -> Record {
        var record = ReportRecords.record(saying: String(repeating: "X", count: characters), path: path)
        record.suspects = [Suspect(kind: .wrongScript, range: record.suspects[0].range, confidence: 0.5, language: language)]
        record.verdict = .reocrNeeded
        return record
    }

    private static func list(_ records: [Record]) -> Worklist {
        var list = Worklist()
        list.add(records.map(WorkItem.init))
        return list
    }

    @Test func mostToBeGainedComesFirst() {
        let list = Self.list([Self.record("a.txt", lost: 10), Self.record("b.txt", lost: 30), Self.record("c.txt", lost: 20)])
        #expect(list.ranked.map { String(decoding: $0.path, as: UTF8.self) } == ["b.txt", "c.txt", "a.txt"])
        #expect(list.ranked.map(\.gain) == [15, 10, 5])
    }

    @Test func whatAnotherReadingDoesNotCureIsNoWork() {
        var noise = Self.record("a.txt", lost: 10)
        noise.suspects[0].kind = .noise
        var mended = Self.record("b.txt", lost: 10)
        mended.suspects[0].candidates = [RepairCandidate(text: "x", confidence: 1, method: "encoding")]
        mended.suspects[0].candidates[0].isApplied = true
        let list = Self.list([noise, mended])
        #expect(list.ranked.isEmpty)
        #expect(list.profiles == 2)
    }

    @Test func commandsSurviveAnyName() throws {
        for name in ["it's $(touch x) `y` \"z\" \\ .txt", "-rf.txt", "a\nb.txt", "dir/从.txt"] {
            let list = Self.list([Self.record(name, lost: 100)])
            let script = list.commands(try Self.languages(), images: Array("{name}-{page}.png".utf8), formLanguages: ["sample": "en"])
            let process = Process(), pipe = Pipe()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", "tesseract() { printf '%s\\0' \"$@\"; }\n" + String(decoding: script, as: UTF8.self)]
            process.standardOutput = pipe
            try process.run()
            let output = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            let stem = (name.hasPrefix("-") ? "./" : "") + name.dropLast(4)
            #expect(String(decoding: output, as: UTF8.self).split(separator: "\0").map(String.init) == [stem + "-1.png", stem + "-1.again", "-l", "chi_sim+eng"])
        }
    }

    @Test func aLanguageWithoutAModelIsSaid() throws {
        let script = Self.list([Self.record("a.txt", lost: 100, "tlh")]).commands(try Self.languages(), images: Array("p.png".utf8), formLanguages: [:])
        let text = String(decoding: script, as: UTF8.self)
        #expect(text.contains("# Tesseract has no model for tlh\n"))
        #expect(text.contains("tesseract 'p.png' 'p.again' -l eng\n"))
    }

    /// To read it again with the form's language alone would bring the same.
    @Test func whereNoLanguageCanBeToldThePersonIsAsked() throws {
        let list = Self.list([Self.record("a\nb.txt", lost: 100, nil)])
        let text = String(decoding: list.commands(try Self.languages(), images: Array("p.png".utf8), formLanguages: [:]), as: UTF8.self)
        #expect(text.contains("\n: tesseract 'p.png' 'p.again' -l LANGUAGE+eng\n"))
        #expect(!text.contains("\ntesseract"))
        #expect(list.table(try Self.languages()).contains("unknown"))
    }

    @Test func pagesAreCountedByFormFeeds() throws {
        let document = try QualitySupport.pipeline().document(of: Array("one\n\u{C}two\nlines\n\u{C}three".utf8), path: [])
        let bytes = document.text.bytes
        func page(_ word: String) -> Int? {
            let word = Array(word.utf8)
            return (0...bytes.count - word.count).first { bytes[$0..<$0 + word.count].elementsEqual(word) }.map(document.page)
        }
        #expect(page("one") == 1)
        #expect(page("lines") == 2)
        #expect(page("three") == 3)
    }

    @Test func theTableOfLanguagesIsSortedAndHasNoneTwice() throws {
        let path = QualitySupport.root.appending(path: "Dictionaries/lexicons/tesseract-languages.tsv")
        let tags = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").dropFirst().map { $0.split(separator: "\t") }
        #expect(tags.allSatisfy { $0.count == 2 })
        #expect(Set(tags.map(\.[0])).count == tags.count)
        #expect(tags.map { String($0[0]) } == tags.map { String($0[0]) }.sorted())
    }
}
