import Testing

@testable import Palimpsest

/// Floors on pages that no part of the model has seen, and the shape of what is told.
@Suite struct HanReaderTests {
    private let reader: HanReader

    init() throws { reader = try HanReader(directory: hanDictionaries) }

    private func readings(_ text: String) throws -> (document: Document, found: [HanSuspect]) {
        let document = try document(text)
        return (document, reader.readings(in: document, range: TextRange(0, document.text.bytes.count)))
    }

    private func text(_ suspect: HanSuspect, _ document: Document) -> String {
        String(decoding: document.text.bytes[suspect.range.start..<suspect.range.end], as: UTF8.self)
    }

    @Test func findsMostMisreadCharacters() throws {
        var right = 0, wrong = 0, missed = 0
        for page in try HanCase.all() where page.name.hasPrefix("read") {
            let counts = try page.counts(reader)
            (right, wrong, missed) = (right + counts.right, wrong + counts.wrong, missed + counts.missed)
        }
        #expect(right + missed >= 100)
        let recall = Double(right) / Double(right + missed), precision = Double(right) / Double(right + wrong)
        #expect(recall >= 0.6, "recall \(recall) at precision \(precision)")
        #expect(precision >= 0.8, "precision \(precision) at recall \(recall)")
    }

    @Test func leavesCleanTextAlone() throws {
        var wrong = 0, all = 0
        for page in try HanCase.all() where page.name.hasPrefix("clean") {
            let counts = try page.counts(reader)
            (wrong, all) = (wrong + counts.wrong, all + counts.all)
            #expect(Double(counts.wrong) <= max(2, 0.004 * Double(counts.all)), "\(page.name): \(counts.wrong) of \(counts.all)")
        }
        #expect(all >= 4000)
        #expect(Double(wrong) <= 0.002 * Double(all), "\(wrong) of \(all)")
    }

    @Test func leavesJapaneseAndTraditionalChineseAlone() throws {
        let pages = try HanCase.all().filter { $0.name.hasPrefix("other") }
        #expect(pages.count >= 2)
        for page in pages {
            let counts = try page.counts(reader)
            #expect(counts.all > 200 && counts.wrong == 0, "\(page.name): \(counts.wrong) of \(counts.all)")
        }
    }

    @Test func readsThroughSpacesAndProposesWhatThePageSaid() throws {
        let (document, found) = try readings("温 地 保护 和 管理 规划 应 当 突出 本 地 生态 环境 特色 ， 符 合 市 、 县 国土 空间 总 体 规划 。\n")
        let suspect = try #require(found.first)
        #expect(found.count == 1)
        #expect(text(suspect, document) == "温")
        #expect(suspect.probability >= 0.8 && suspect.probability <= 1)
        #expect(suspect.candidates.first?.text == "湿")
        #expect(suspect.candidates.reduce(0) { $0 + $1.probability } <= suspect.probability + 1e-4)
        #expect(suspect.reason == "“温地保” is far less usual than “湿地保”, and 温 looks like 湿.")
    }

    /// Typed text is told of and never changed: what nobody spaced, no OCR wrote.
    /// An acronym comes back; what was read for Han hardly ever does.
    @Test func wordsThatComeBackAreMeant() throws {
        let line = "湿地公园的TFTP请求取消，通过%获取的图件归档。\n"
        let once = try readings(line.replacing("%", with: "网络"))
        #expect(once.found.map { text($0, once.document) } == ["TFTP"])
        #expect(try readings(line.replacing("%", with: "TFTP")).found.isEmpty)
    }

    @Test func nothingIsSureInTypedText() throws {
        for page in try HanCase.all() where page.name.hasPrefix("read") {
            for suspect in try readings(page.text.filter { $0 != " " }).found {
                #expect(suspect.candidates.allSatisfy { $0.probability <= Double(HanScan.mostInTypedText) + 1e-6 })
            }
        }
        let spaced = "温 地 保护 和 管理 规划 应 当 突出 本 地 生态 环境 特色 ， 符 合 市 、 县 国土 空间 总 体 规划 。\n"
        #expect(try readings(spaced).found.contains { $0.candidates.contains { $0.probability > Double(HanScan.mostInTypedText) } })
    }

    @Test func readsAcrossTheEndOfALine() throws {
        let (document, found) = try readings("县级以上人民政府应当加强自然保护\n区的监督管理，严禁违法\n猫捕、杀害野生动物。\n")
        #expect(found.map { text($0, document) } == ["猫"])
        #expect(found.first?.candidates.first?.text == "猎")
    }

    @Test func joinsAdjacentCharacters() throws {
        let (document, found) = try readings("经 检查 不 符合 《 炳 章 专卖 法 》 和 本 条 例 规 定 的 ， 责 令 改 正 。\n")
        #expect(found.map { text($0, document) } == ["炳 章"])
        #expect(found.first?.candidates.first?.text == "烟草")
    }

    @Test func tellsTheKindAndTheScript() throws {
        let document = try document("Target: 开展城市生活垃级分类，编印公民手册。\n")
        let suspects = reader.suspects(in: document, range: TextRange(0, document.text.bytes.count))
        let suspect = try #require(suspects.first)
        #expect(suspect.kind == .misread && suspect.script == "Hans" && suspect.language == "zh-Hans")
        #expect(suspect.reasons.count == 1)
    }

    @Test func looksAtTheRangeAlone() throws {
        let document = try document("开展城市生活垃级分类。\n\n各级人民政府应当开展城市生活垃级分类，编印公民手册。\n")
        let second = try range(of: "各级人民政府", in: document)
        let suspects = reader.suspects(in: document, range: TextRange(second.start, document.text.bytes.count))
        #expect(suspects.count == 1)
        #expect(suspects.allSatisfy { $0.range.start >= second.start })
        let all = reader.suspects(in: document, range: TextRange(0, document.text.bytes.count))
        #expect(all.count == 2)
    }

    @Test(arguments: ["Street-tree planting focuses on wards.\n", "é ü ñ\n", "湿\n", "、，。\n", "\u{4DB5}\u{3400}\u{FA0E}\u{3007}\n", "生物多様性とは、生きものたちの豊かな個性とつながりのこと。\n"])
    func findsNothingWhereThereIsNothingToRead(_ text: String) throws {
        #expect(try readings(text).found.isEmpty)
    }

    @Test func aMissingModelIsAnError() {
        #expect(throws: ModelError.self) { try HanReader(directory: "no such folder") }
    }
}
