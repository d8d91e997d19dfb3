/// What the model says of each of the characters that are tried beside a neighbour, a row of bytes for each neighbour.
///
/// A document asks for the same neighbours over and over, and Chinese for the same ones in every document; a row costs as many
/// look-ups as the neighbour has companions, each of them a cache miss, and then one addition a character serves for a place: the
/// table of sums that Viterbi decoders keep, made as it is asked for. Used by one worker at a time.
struct HanNeighbours {
    /// Which side of the place the neighbour stands on.
    enum Side: Int { case before, after }

    /// What stands in a row where the model has not seen the two together.
    static let unseen: UInt8 = 255
    /// Rows that are kept: 5 MB.
    private static let most = 2048

    let tried: [UInt16]
    /// Their parts in the hashes of pairs, as the first of two and as the second.
    private let firstHashes: [UInt32], secondHashes: [UInt32]
    private let model: HanModel
    /// Where the row of a symbol begins, for each side; -1 where there is none yet.
    private var starts: [Int32]
    private var costs: [UInt8] = []

    /// - Parameter tried: the characters that a row tells of, in its order.
    init(model: HanModel, tried: [UInt16]) {
        self.model = model
        self.tried = tried
        firstHashes = tried.map(HanModel.hash(ofFirst:))
        secondHashes = tried.map(HanModel.hash(ofSecond:))
        starts = [Int32](repeating: -1, count: 2 * model.vocabulary)
    }

    /// Where the rows of a place's two neighbours lie. Good until the next ones are asked for.
    struct Rows: BitwiseCopyable {
        fileprivate var after: Int, before: Int
    }

    /// Makes the rows of two neighbours that are not there yet.
    mutating func rows(between previous: UInt16, _ next: UInt16) -> Rows {
        if costs.count + 2 * tried.count > Self.most * tried.count {
            costs.removeAll(keepingCapacity: true)
            for index in starts.indices { starts[index] = -1 }
        }
        return Rows(after: start(.before, previous), before: start(.after, next))
    }

    /// Calls `body` with what each character costs after the one neighbour and before the other, in ``HanModel/step``s of nats.
    func withCosts<Result>(_ rows: Rows, _ body: (_ after: UnsafeBufferPointer<UInt8>, _ before: UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        costs.withUnsafeBufferPointer {
            body(
                UnsafeBufferPointer(rebasing: $0[rows.after..<rows.after + tried.count]),
                UnsafeBufferPointer(rebasing: $0[rows.before..<rows.before + tried.count]))
        }
    }

    private mutating func start(_ side: Side, _ symbol: UInt16) -> Int {
        let slot = side.rawValue * model.vocabulary + Int(symbol)
        if starts[slot] >= 0 { return Int(starts[slot]) }
        let start = costs.count
        starts[slot] = Int32(start)
        costs.append(contentsOf: repeatElement(Self.unseen, count: tried.count))
        let own = side == .before ? HanModel.hash(ofFirst: symbol) : HanModel.hash(ofSecond: symbol)
        (side == .before ? secondHashes : firstHashes).withUnsafeBufferPointer { hashes in
            costs.withUnsafeMutableBufferPointer { costs in
                for rank in hashes.indices where model.mayKnow(hash: own &+ hashes[rank]) {
                    let key = side == .before ? HanHistory.pair(symbol, tried[rank]) : HanHistory.pair(tried[rank], symbol)
                    let gram = model.find(key | 2 << 56)
                    if gram.isKnown { costs[start + rank] = min(gram.cost, Self.unseen - 1) }
                }
            }
        }
        return start
    }
}
