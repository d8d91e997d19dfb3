/// What it costs, in nats, that OCR read one thing for another: the channel of the noisy-channel model.
///
/// Kolak and Resnik ("OCR error correction using a noisy channel model", HLT 2002) weight edit operations by how often
/// the engine makes them; so do we, with substitutions of one character and merges and splits of two (`rn` for `m`), read from
/// `Dictionaries/models/ocr-confusions.tsv`.
final class ConfusionCosts: Sendable {
    static let substitution: Float = 4.5
    static let insertion: Float = 3.5
    static let deletion: Float = 3.5

    /// Cost of reading `from` as `to`, at `from * 128 + to`.
    let single: ConstantTable<Float>
    /// For two characters, at `first * 128 + second`: the number of their pair from 1, or 0 when the model knows no such pair.
    let pairNumber: ConstantTable<UInt8>
    /// Cost of reading one character as a pair, at `pair * 128 + character`; infinite when the model has none.
    let split: ConstantTable<Float>
    /// Cost of reading a pair as one character, at `pair * 128 + character`.
    let merge: ConstantTable<Float>

    /// Reads the model file.
    ///
    /// - Throws: ``TemplateErrors`` that names the first line that is not `from TAB to TAB nats`.
    init(tsv: String, path: String) throws(TemplateErrors) {
        var model = Model()
        for (number, line) in tsv.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let columns = line.split(separator: "\t").map(String.init)
            guard columns.count == 3, let cost = Float(columns[2]), cost >= 0, model.add(Array(columns[0].utf8), Array(columns[1].utf8), cost) else {
                throw TemplateErrors([
                    TemplateIssue(path: path, line: number + 1, column: 1, message: "a confusion is `from TAB to TAB nats`, with one or two letters or digits on either side")
                ])
            }
        }
        single = ConstantTable(model.single)
        pairNumber = ConstantTable(model.pairNumber)
        split = ConstantTable(model.split)
        merge = ConstantTable(model.merge)
    }

    /// Cost of reading `from` as `to`.
    @inline(__always)
    func substitute(_ from: UInt8, _ to: UInt8) -> Float { single[Int(from & 0x7F) << 7 | Int(to & 0x7F)] }

    /// The number of a pair of characters, 0 when the model knows no such pair.
    @inline(__always)
    func pair(_ first: UInt8, _ second: UInt8) -> UInt8 { pairNumber[Int(first & 0x7F) << 7 | Int(second & 0x7F)] }

    /// Cost of reading `from` as the pair; infinite when the model has none.
    @inline(__always)
    func split(_ from: UInt8, _ first: UInt8, _ second: UInt8) -> Float {
        split[Int(pair(first, second)) << 7 | Int(from & 0x7F)]
    }

    /// Cost of reading the pair as `to`; infinite when the model has none.
    @inline(__always)
    func merge(_ first: UInt8, _ second: UInt8, _ to: UInt8) -> Float {
        merge[Int(pair(first, second)) << 7 | Int(to & 0x7F)]
    }

    /// The tables while they are filled.
    private struct Model {
        var single = [Float](repeating: ConfusionCosts.substitution, count: 128 * 128)
        var pairNumber = [UInt8](repeating: 0, count: 128 * 128)
        var split = [Float](repeating: .infinity, count: 128)
        var merge = [Float](repeating: .infinity, count: 128)

        init() {
            for byte in 0..<128 { single[byte * 128 + byte] = 0 }
        }

        mutating func add(_ from: [UInt8], _ to: [UInt8], _ cost: Float) -> Bool {
            guard (from + to).allSatisfy({ $0 < 128 }) else { return false }
            switch (from.count, to.count) {
            case (1, 1): single[Int(from[0]) * 128 + Int(to[0])] = cost
            case (1, 2): split[pair(to) * 128 + Int(from[0])] = cost
            case (2, 1): merge[pair(from) * 128 + Int(to[0])] = cost
            default: return false
            }
            return true
        }

        /// The number of a pair, new if need be.
        private mutating func pair(_ bytes: [UInt8]) -> Int {
            let place = Int(bytes[0]) * 128 + Int(bytes[1])
            if pairNumber[place] == 0 {
                pairNumber[place] = UInt8(split.count / 128)
                split += [Float](repeating: .infinity, count: 128)
                merge += [Float](repeating: .infinity, count: 128)
            }
            return Int(pairNumber[place])
        }
    }
}
