import Testing

@testable import Palimpsest

/// A state tells what the whole history tells.
@Suite struct HanGramsTests {
    private let model: HanModel

    init() throws { model = try HanModel(path: hanDictionaries + "/" + HanModel.fileName, pairsPath: hanDictionaries + "/" + HanModel.pairsFileName) }

    /// The back-off chain (Katz 1987) as it is written down, without any memory.
    private func logProbability(_ symbol: UInt16, after symbols: ArraySlice<UInt16>) -> Float {
        var total: Float = 0
        for length in stride(from: min(HanModel.order - 1, symbols.count), through: 1, by: -1) {
            let context = symbols.suffix(length).reduce(UInt64(0)) { $0 << HanHistory.bits | UInt64($1) }
            let whole = find(context << HanHistory.bits | UInt64(symbol), length + 1)
            if length == 1 {
                if whole.isKnown { return total + whole.logProbability }
                total += model.backoff(UInt16(context))
            } else {
                let weight = find(context, length)
                // What stands on a context that is not there can only be a fingerprint taken for another.
                guard weight.isKnown else { continue }
                if whole.isKnown { return total + whole.logProbability }
                total += weight.backoff
            }
        }
        return total + model.logProbability(symbol)
    }

    private func find(_ key: UInt64, _ order: Int) -> HanModel.Gram {
        order == 2 && !model.mayKnow(key) ? .none : model.find(key | UInt64(order) << 56)
    }

    private static let texts = [
        "各级人民政府应当加强对湿地保护工作的领导，将湿地保护纳入国民经济和社会发展规划。", "温地保护猎捕野生动物轩淮，国明)面积42公顷 OECM 区",
        "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多",
    ]

    @Test(arguments: texts) func agreesWithTheChainOfBackOffs(_ text: String) {
        var read = HanText()
        Array(text.utf8).withUnsafeBufferPointer { read.append($0, 0, $0.count, model) }
        #expect(read.symbols.count > 20)
        let grams = HanGrams(model: model)
        // Twice: what is remembered of the first time changes nothing.
        for _ in 0..<2 {
            var state = HanGrams.State.start, before: [UInt16] = [HanSymbol.boundary]
            for symbol in read.symbols {
                let (logProbability, next) = grams.advance(state, by: symbol)
                #expect(abs(logProbability - self.logProbability(symbol, after: before[...])) < 1e-4)
                before.append(symbol)
                state = next
            }
        }
    }

    @Test func knowsThePairsThatTheModelKnows() {
        var known = 0
        for first in HanSymbol.firstHan..<HanSymbol.firstHan + 40 {
            for second in HanSymbol.firstHan..<HanSymbol.firstHan + 400 {
                let key = UInt64(first) << HanHistory.bits | UInt64(second)
                if model.find(key | 2 << 56).isKnown {
                    known += 1
                    #expect(model.mayKnow(key))
                }
            }
        }
        #expect(known > 1000)
    }

    @Test func theBestAreSortedAndFirstComesFirst() {
        struct Item: BitwiseCopyable, Scored { var score: Float, name: Int }
        let memory = Scratch<Item>(capacity: 3)
        var best = Best(memory.buffer(3))
        for (name, score) in [2, 5, 1, 5, 9, 2, 0].enumerated() { best.insert(Item(score: Float(score), name: name)) }
        #expect((0..<best.count).map { best[$0].name } == [4, 1, 3])
    }
}
