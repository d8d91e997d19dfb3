import Foundation
import Testing

@testable import Palimpsest

/// What is told of a doubtful word.
@Suite struct LatinReaderTests {
    private let reader: LatinReader

    init() throws { reader = try LatinReader(directory: QualitySupport.root.appending(path: "Dictionaries").path) }

    /// A page of Spanish as an English model reads it.
    private static let page = """
        El municipio ha declarado nuevas areas de proteccién para la conservacion de la biodiversidad en la region. Durante los ultimos
        anos se han plantado arboles en los parques y jardines de la ciudad, con la participacién de los vecinos y de las escuelas publicas.
        La gestién del agua y de los rios es una prioridad: también se protege el habitat de las aves migratorias y de los pequefios mamiferos.

        """

    private func found(_ text: String, excluding: [TextRange] = []) throws -> [String: LatinReading] {
        let document = try document(text)
        let readings = reader.readings(in: document, range: TextRange(0, document.text.bytes.count), excluding: excluding)
        #expect(zip(readings, readings.dropFirst()).allSatisfy { $0.range.end <= $1.range.start })
        return Dictionary(readings.map { (String(decoding: document.text.bytes[$0.range.start..<$0.range.end], as: UTF8.self), $0) }) { first, _ in first }
    }

    @Test func languagesOfAWordAreThoseThatHaveIt() {
        let model = reader.model, memory = LatinMemory(), bytes = Array("municipio region été Straße the zzzxq å naïve l ñandú".utf8)
        bytes.withUnsafeBufferPointer { bytes in
            let text = LatinText(lines: [TextRange(0, bytes.count)], excluding: [], in: bytes)
            #expect(text.words.count == 10)
            var all = 0
            for word in text.words {
                let expected = model.languages.compactMap { language in language.share(text.signs[word.signs]).map { [Float(language.index), $0] } }
                var found: [[Float]] = []
                memory.forEachLanguage(of: word, in: text, model) { found.append([Float($0.language), $0.share]) }
                #expect(found == expected)
                all += found.count
            }
            #expect(all > 20)
        }
    }

    @Test func lostAccentsAreFoundAndPutBack() throws {
        let readings = try found(Self.page)
        let expected = [
            "proteccién": "protección", "conservacion": "conservación", "region": "región", "ultimos": "últimos", "arboles": "árboles",
            "participacién": "participación", "publicas": "públicas", "rios": "ríos", "pequefios": "pequeños", "mamiferos": "mamíferos", "areas": "áreas",
        ]
        for (read, page) in expected {
            let reading = try #require(readings[read], "\(read) is not found")
            #expect(reading.candidates.first?.text == page)
            #expect(reading.confidence >= 0.75 && reading.confidence <= 1 && reading.language == "es", "\(read): \(reading.confidence)")
            #expect(reading.candidates.allSatisfy { $0.method == "latin" && $0.confidence <= reading.confidence + 1e-6 })
            #expect(reading.reasons.count == 1)
        }
        for right in ["municipio", "ciudad", "también", "prioridad", "para", "aves"] { #expect(readings[right] == nil) }
    }

    /// Where more than half of the words are none, languages of which only few words are known look likelier than the true one.
    @Test func aLanguageIsKnownWhereMostWordsAreMisread() throws {
        let readings = try found(
            """
            Mahalle bahgelerinde yerel tohumlar kullaniliyor; bdylece hem topragin saghgi korunuyor hem de gocuklar dogayi taniyor. Bagvurular
            her yil yapilabilir. Gegen yil aileler tiriin yetistirdi. Sehrin isi adasi etkisini azaltmak icin caddelere cinar, ihlamur ve akgaagac
            dikiliyor. Ayrica yagmur suyunu toplayan gegirgen kaldirimlar yapiliyor. Ogrenciler buyumeyi izliyor ve sonuclari universiteye gonderiyor.

            """)
        let expected = ["icin": "için", "sonuclari": "sonuçları", "universiteye": "üniversiteye", "yil": "yıl"]
        for (read, page) in expected { #expect(readings[read]?.candidates.first?.text == page && readings[read]?.language == "tr", "\(read): \(String(describing: readings[read]))") }
    }

    @Test func theWordsBesideTellWhereBothAreWords() throws {
        let text = """
            La fenétre principale est affichée a nouveau dés que vous avez terminé. Le systéme a été mis a jour par les utilisateurs, et il a fallu
            redémarrer la machine. La bibliothéque est ouverte a partir de neuf heures, et la derniére visite a commencé hier prés de la forét.

            """
        let document = try document(text)
        let readings = reader.readings(in: document, range: TextRange(0, document.text.bytes.count), excluding: [])
        func reading(_ words: String) throws -> LatinReading? {
            let place = try range(of: words, in: document)
            return readings.first { $0.range.start == place.start && $0.range.count == 1 }
        }
        for said in ["a nouveau", "a jour", "a partir"] {
            let found = try #require(try reading(said), "\(said)")
            #expect(found.candidates.first?.text == "à" && found.confidence >= 0.5, "\(said): \(found.confidence)")
        }
        for said in ["a été", "a fallu"] { #expect(try (reading(said)?.confidence ?? 0) < 0.5, "\(said)") }
    }

    @Test func excludedAndOuterPlacesAreNotTold() throws {
        let document = try document(Self.page)
        let word = try range(of: "proteccién", in: document)
        let all = TextRange(0, document.text.bytes.count)
        #expect(reader.readings(in: document, range: all, excluding: []).contains { $0.range == word })
        #expect(!reader.readings(in: document, range: all, excluding: [word]).contains { $0.range.overlaps(word) })
        #expect(!reader.readings(in: document, range: TextRange(word.end, all.end), excluding: []).contains { $0.range.start < word.end })
        #expect(reader.readings(in: document, range: TextRange(0, 0), excluding: []).isEmpty)
    }

    @Test func cleanTextOfTheSameWordsIsLeftAlone() throws {
        let clean = """
            El municipio ha declarado nuevas áreas de protección para la conservación de la biodiversidad en la región. Durante los últimos
            años se han plantado árboles en los parques y jardines de la ciudad, con la participación de los vecinos y de las escuelas públicas.

            """
        #expect(try found(clean).isEmpty)
    }

    @Test func capitalsStay() {
        func candidate(_ word: String, _ origins: [Int]) -> LatinCandidate {
            LatinCandidate(word: word.unicodeScalars.map(\.value), origins: origins, share: 0, cost: 0, changes: 1)
        }
        func restored(_ word: String, _ origins: [Int], _ read: String) -> String {
            LatinReport.string(LatinReport.restored(candidate(word, origins), read.unicodeScalars.map(\.value)))
        }
        #expect(restored("übersicht", Array(0..<9), "Ubersicht") == "Übersicht")
        #expect(restored("la", [0, 1], "Ia") == "la", "a capital I for an l is no capital")
        #expect(restored("ihnen", Array(0..<5), "lhnen") == "Ihnen", "a small l for an I is a capital")
        #expect(restored("ílhavo", Array(0..<6), "Ilhavo") == "Ílhavo")
        #expect(restored("señal", [0, 1, 2, 4, 5], "Sefial") == "Señal")
    }

    @Test func aBrokenModelIsTold() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "latin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "models"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: ModelError.self) { try LatinReader(directory: folder.path) }
        let whole = try Data(contentsOf: QualitySupport.root.appending(path: "Dictionaries/models/latin.bin"))
        try whole.prefix(whole.count / 2).write(to: folder.appending(path: "models/latin.bin"))
        #expect(throws: ModelError.self) { try LatinReader(directory: folder.path) }
    }
}
