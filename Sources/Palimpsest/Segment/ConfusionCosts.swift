/// What it costs, in nats, that OCR read one thing for another: the channel of the noisy-channel model.
///
/// Kolak and Resnik ("OCR error correction using a noisy channel model", HLT 2002) weight edit operations by how often
/// the engine makes them; so do we, with substitutions of one character and merges and splits of two (`rn` for `m`), read from
/// `Dictionaries/models/ocr-confusions.tsv`.
struct ConfusionCosts: Sendable {
    static let substitution: Float = 4.5
    static let insertion: Float = 3.5
    static let deletion: Float = 3.5

    /// Cost of reading `from` as `to`, at `from * 128 + to`.
    private var single: [Float]
    /// Cost of reading one character as two, at `from * 16384 + first * 128 + second`; sorted for binary search.
    private var splits: [(key: Int32, cost: Float)] = []
    /// Cost of reading two characters as one.
    private var merges: [(key: Int32, cost: Float)] = []
    /// Whether a character takes part in any split or merge as the single one.
    private var pairs: [Bool]

    init() {
        single = [Float](repeating: ConfusionCosts.substitution, count: 128 * 128)
        pairs = [Bool](repeating: false, count: 128)
        for byte in 0..<128 { single[byte * 128 + byte] = 0 }
    }

    /// Reads the model file.
    ///
    /// - Throws: ``TemplateErrors`` that names the first line that is not `from TAB to TAB nats`.
    init(tsv: String, path: String) throws(TemplateErrors) {
        self.init()
        for (number, line) in tsv.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let columns = line.split(separator: "\t").map(String.init)
            guard columns.count == 3, let cost = Float(columns[2]), cost >= 0, add(Array(columns[0].utf8), Array(columns[1].utf8), cost) else {
                throw TemplateErrors([
                    TemplateIssue(path: path, line: number + 1, column: 1, message: "a confusion is `from TAB to TAB nats`, with one or two letters or digits on either side")
                ])
            }
        }
        splits.sort { $0.key < $1.key }
        merges.sort { $0.key < $1.key }
    }

    private mutating func add(_ from: [UInt8], _ to: [UInt8], _ cost: Float) -> Bool {
        guard (from + to).allSatisfy({ $0 < 128 }) else { return false }
        switch (from.count, to.count) {
        case (1, 1): single[Int(from[0]) * 128 + Int(to[0])] = cost
        case (1, 2):
            splits.append((ConfusionCosts.key(from[0], to[0], to[1]), cost))
            pairs[Int(from[0])] = true
        case (2, 1):
            merges.append((ConfusionCosts.key(to[0], from[0], from[1]), cost))
            pairs[Int(to[0])] = true
        default: return false
        }
        return true
    }

    private static func key(_ one: UInt8, _ first: UInt8, _ second: UInt8) -> Int32 {
        Int32(one) << 14 | Int32(first) << 7 | Int32(second)
    }

    /// Cost of reading `from` as `to`.
    @inline(__always)
    func substitute(_ from: UInt8, _ to: UInt8) -> Float { single[Int(from & 0x7F) << 7 | Int(to & 0x7F)] }

    /// Cost of reading `from` as the pair, or `nil`.
    @inline(__always)
    func split(_ from: UInt8, _ first: UInt8, _ second: UInt8) -> Float? {
        pairs[Int(from & 0x7F)] ? ConfusionCosts.find(ConfusionCosts.key(from, first, second), in: splits) : nil
    }

    /// Cost of reading the pair as `to`, or `nil`.
    @inline(__always)
    func merge(_ first: UInt8, _ second: UInt8, _ to: UInt8) -> Float? {
        pairs[Int(to & 0x7F)] ? ConfusionCosts.find(ConfusionCosts.key(to, first, second), in: merges) : nil
    }

    private static func find(_ key: Int32, in table: [(key: Int32, cost: Float)]) -> Float? {
        for entry in table where entry.key == key { return entry.cost }
        return nil
    }
}
