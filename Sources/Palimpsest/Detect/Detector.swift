/// Finds the doubtful passages of a record, and says what they mean for the profile.
public struct Detector: Sendable {
    private let garble: GarbleDetector
    private let han: HanReader
    private let latin: LatinReader
    private let countries: CountryLanguages
    private let mojibake: OnDemand<MojibakeDetector>

    /// - Parameter directory: the folder of dictionaries.
    /// - Throws: ``ModelError`` when a model or a lexicon is missing or broken.
    public init(directory: String) throws(ModelError) {
        garble = try GarbleDetector(directory: directory)
        han = try HanReader(directory: directory)
        latin = try LatinReader(directory: directory)
        countries = try CountryLanguages(path: directory + "/" + CountryLanguages.fileName)
        // Its tables take longer to make than a dump takes to read, and most dumps are ASCII but for their quotation marks.
        let letters = try MappedFile(path: directory + "/" + LetterModel.fileName)
        mojibake = OnDemand { try? MojibakeDetector(letters: LetterModel(text: Array(letters.bytes)), charsets: CharsetTables()) }
    }

    /// Fills in the record's suspects, its verdict and the languages to read it again with.
    public func assess(_ record: inout Record) {
        let request = GarbleDetector.Request(
            range: record.range, standing: standing(in: record), slots: slots(in: record), expectedLanguages: expectedLanguages(of: record))
        let document = record.document
        let garbled = document.text.bytes.withUnsafeBufferPointer { bytes in
            var found = SlotSuspects(bytes: bytes).settled(garble.suspects(in: document, request), by: record.standing)
            if found.contains(where: { $0.kind == .wrongScript }) { found = NameSuspects(in: record, bytes).settled(found) }
            // English has them run together, another language as they are: `africano`, `problemas`.
            return TornNumbers(bytes: bytes).settled(found, in: document).filter { $0.kind != .fusedWords || !latin.knows(bytes[$0.range.start..<$0.range.end]) }
        }
        var suspects = SuspectList.merged(mojibake(in: document, record.range), garbled)
        suspects = SuspectList.merged(suspects, ScriptMixing().suspects(in: document, range: record.range))
        suspects = SuspectList.merged(suspects, han.suspects(in: document, range: record.range))
        document.text.bytes.withUnsafeBufferPointer { bytes in
            let noise = NoiseFinder(bytes: bytes)
            suspects = SuspectList.merged(noise.beforeHeadings(of: record), suspects)
            suspects = SuspectList.merged(noise.before(values: HeadValues.places(in: record, bytes)), suspects)
            suspects = SuspectList.merged(suspects, noise.alone(in: record))
        }
        record.suspects = SuspectList.merged(suspects, misread(in: document, record.range, apartFrom: suspects, request.standing))
        record.verdict = Verdict(of: record.suspects)
        record.reocrLanguages = record.verdict == .reocrNeeded ? reocrLanguages(record.suspects) : []
    }

    /// Text that was decoded with the wrong encoding.
    private func mojibake(in document: Document, _ range: TextRange) -> [Suspect] {
        document.text.bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(rebasing: bytes[range.start..<range.end])
            guard MojibakeDetector.mayHold(text), let detector = mojibake.value else { return [] }
            return detector.passages(in: text).filter { !Self.drawsBoxes($0.repaired) }.map { passage in
                Suspect(
                    kind: .mojibake, range: TextRange(range.start + passage.range.start, range.start + passage.range.end),
                    confidence: passage.confidence, reasons: passage.reasons,
                    candidates: [RepairCandidate(text: passage.repaired, confidence: passage.confidence, method: EncodingRepairer.method, explanation: passage.plan.explanation)])
            }
        }
    }

    /// Whether signs that draw boxes stand between letters, as they do in what is no text in any encoding: capitals of one alphabet taken for
    /// another's.
    private static func drawsBoxes(_ text: String) -> Bool {
        var wasLetter = false, wasBox = false
        for scalar in text.unicodeScalars {
            let isBox = (0x2500...0x259F).contains(scalar.value), isLetter = scalar.properties.isAlphabetic
            if isBox && wasLetter || isLetter && wasBox { return true }
            (wasLetter, wasBox) = (isLetter, isBox)
        }
        return false
    }

    /// Words in Latin letters that were misread.
    private func misread(in document: Document, _ range: TextRange, apartFrom suspects: [Suspect], _ standing: [TextRange]) -> [Suspect] {
        let excluded = (suspects.map(\.range) + standing).sorted { $0.start < $1.start }
        return latin.readings(in: document, range: range, excluding: excluded).compactMap { reading in
            guard reading.confidence >= Self.leastMisread else { return nil }
            return Suspect(
                kind: .misread, range: reading.range, confidence: reading.confidence, reasons: reading.reasons, script: "Latn",
                language: reading.language, languageConfidence: 1, candidates: reading.candidates)
        }
    }

    /// The probability from which on a misread word is a suspect.
    private static let leastMisread = 0.8

    /// What the template explains, ascending: headings, labels, standing sentences, and values that are numbers or names of a list.
    private func standing(in record: Record) -> [TextRange] {
        var places: [TextRange] = []
        for section in record.sections where section.id != nil { places += section.heading.eachPiece }
        for indicator in record.indicators {
            if indicator.id != nil, let heading = indicator.heading { places += heading.eachPiece }
            for field in indicator.fields {
                places += field.label.eachPiece
                for attribute in field.attributes { places += attribute.value.text.eachPiece }
            }
        }
        for furniture in record.furniture { places += furniture.text.eachPiece }
        places += record.document.text.bytes.withUnsafeBufferPointer { HeadValues.places(in: record, $0) }
        return places.sorted { $0.start < $1.start }
    }

    /// What the city filled into the form's sentences, ascending.
    private func slots(in record: Record) -> [TextRange] {
        var places: [TextRange] = []
        for standing in record.standing {
            if case .sentence = standing.words { places += standing.slots.filter { !$0.isEmpty } }
        }
        return places.sorted { $0.start < $1.start }
    }

    /// The languages of the country that the head of the profile names.
    private func expectedLanguages(of record: Record) -> [WrittenLanguage] {
        for member in record.profile {
            guard case .value(let value) = member.node, case .string(let name) = value.scalar else { continue }
            let languages = countries.languages(of: name)
            if !languages.isEmpty { return languages }
        }
        return []
    }

    /// The languages of the passages that are lost or misread, by the number of bytes that each lost.
    private func reocrLanguages(_ suspects: [Suspect]) -> [String] {
        var lost: [String: Double] = [:]
        for suspect in suspects where !suspect.isLegible && !suspect.isMended && (suspect.kind == .wrongScript || suspect.kind == .misread) {
            guard let language = suspect.language else { continue }
            lost[language, default: 0] += Double(suspect.range.count) * suspect.confidence * (suspect.languageConfidence ?? 1)
        }
        let total = lost.values.reduce(0, +)
        return lost.filter { $0.value >= 0.1 * total }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
}

/// What the text of a profile or a field is worth.
public enum Verdict: String, Sendable, CaseIterable {
    /// Nothing in it is surely lost.
    case clean
    /// All that was doubtful has been put right.
    case repaired
    /// More than half of what was doubtful has been put right, and some of it is lost.
    case partlyRepaired = "partly_repaired"
    /// Some of it is lost and has to be read from the page again.
    case reocrNeeded = "reocr_needed"

    /// The probability from which on one passage is enough to send a page back to the OCR.
    private static let sure = 0.9

    /// How many misread characters one must expect, none of which may be sure, for the same.
    private static let several = 2.0

    /// The verdict on a text with these suspects. What is legible as it is loses nothing, mended or not.
    init(of suspects: some Sequence<Suspect>) {
        var misread = 0.0
        var isSure = false
        var (mended, left) = (0, 0)
        for suspect in suspects {
            if suspect.isMended {
                mended += suspect.range.count
                continue
            }
            guard !suspect.isLegible else { continue }
            if suspect.confidence >= Verdict.sure { isSure = true }
            if suspect.kind == .misread { misread += suspect.confidence }
            left += suspect.range.count
        }
        let isLost = isSure || misread >= Verdict.several
        self = switch (isLost, mended > 0) {
        case (false, false): .clean
        case (false, true): .repaired
        // Where less than half was mended, the page has to be read again to say anything.
        case (true, _): mended > left ? .partlyRepaired : .reocrNeeded
        }
    }
}
