/// Proposes characters for misread Chinese that no look-alike of the model explains.
///
/// ``HanReader`` weighs what was read against its known look-alikes and finds many places where something else must have stood
/// (`汪地` for `湿地`). There the sentence alone is asked: of the characters that the model has seen beside its neighbours, how
/// likely is each in the whole context? It is the cloze test, as masked language models are used for Chinese spelling (Zhang et
/// al. 2020, "Spelling Error Correction with Soft-Masked BERT", who also find that detection must come first), with
/// the n-gram model that is there (``HanCloze``). One place at a time, and only where detection has found one.
struct HanRepairer: Repairer {
    static let method = RepairMethod.han

    /// Most dumps hold no Han.
    private let cloze: OnDemand<Pool<HanCloze>>

    /// How sure a candidate is, by logistic regression on 329 candidates of pages that no model learnt from: weights of the log-odds of its
    /// share among the candidates and of the place's being wrong, and the intercept.
    private static let shareWeight: Float = 0.602, doubtWeight: Float = 0.309, intercept: Float = -3.013
    private static let mostCandidates = 3, leastConfidence = 0.05
    /// A place with a candidate surer than this is explained.
    private static let explained = 0.3

    /// - Parameter directory: the folder of dictionaries, whose model of Chinese has been opened before.
    init(directory: String) {
        cloze = OnDemand {
            (try? HanModel(path: directory + "/" + HanModel.fileName, pairsPath: directory + "/" + HanModel.pairsFileName)).map { model in
                let frequent = HanCloze.frequent(model)
                return Pool { HanCloze(model: model, frequent: frequent) }
            }
        }
    }

    func findings(for record: Record) -> RepairFindings {
        let open = record.suspects.filter { suspect in
            suspect.kind == .misread && suspect.language == "zh-Hans" && !suspect.candidates.contains { $0.confidence > Self.explained }
        }
        guard !open.isEmpty, let cloze = cloze.value else { return RepairFindings() }
        return cloze.lend { cloze in
            record.document.text.bytes.withUnsafeBufferPointer { bytes in
                let text = Self.text(of: record, bytes, cloze.model)
                let surroundings = cloze.surroundings(text.symbols)
                let most = HanScan.isRead(CollectionOfOne(text.neighbours)) ? 1 : Double(HanScan.mostInTypedText)
                return RepairFindings(proposals: open.flatMap { Self.proposals(for: $0, bytes, &cloze, surroundings, most) })
            }
        }
    }

    /// The record's lines that are not ASCII.
    private static func text(of record: Record, _ bytes: UnsafeBufferPointer<UInt8>, _ model: HanModel) -> HanText {
        var text = HanText()
        for line in record.document.lines.lines(touching: record.range) where !line.isASCII {
            text.append(bytes, line.content.start, line.content.end, model)
        }
        return text
    }

    private static func proposals(
        for suspect: Suspect, _ bytes: UnsafeBufferPointer<UInt8>, _ cloze: inout HanCloze, _ surroundings: HanCloze.Surroundings, _ most: Double
    ) -> [RepairProposal] {
        let (value, length) = UTF8Bytes.scalar(bytes, at: suspect.range.start)
        guard length == suspect.range.count, HanSymbol.isHan(value) else { return [] }
        return cloze.candidates(for: value, at: suspect.range, in: bytes, surroundings).prefix(mostCandidates).compactMap { candidate in
            let odds = shareWeight * logOdds(candidate.share) + doubtWeight * logOdds(Float(suspect.confidence)) + intercept
            let confidence = min(most, Double(1 / (1 + exponential(-odds))))
            guard confidence >= leastConfidence, let scalar = Unicode.Scalar(candidate.value) else { return nil }
            return RepairProposal(
                range: suspect.range, text: String(Character(scalar)), confidence: confidence,
                explanation: "It is what Chinese has most often between these characters.")
        }
    }

    private static func logOdds(_ probability: Float) -> Float {
        let bounded = min(max(probability, 1e-5), 1 - 1e-5)
        return logarithm(bounded / (1 - bounded))
    }
}
