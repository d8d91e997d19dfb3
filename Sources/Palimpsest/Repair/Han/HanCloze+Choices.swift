/// How the characters that are tried at a place are chosen among by their neighbours alone.
extension HanCloze {
    /// A character by its rank, and how well it goes with its neighbours.
    struct Choice: BitwiseCopyable, Scored {
        var score: Float
        var rank: Int16
    }

    /// The best characters so far.
    struct Choices {
        private var best: Best<Choice>
        private let most: Int
        /// What the steps of both pairs must stay below, where nothing speaks for a character besides.
        private var bound = 2 * Int(HanNeighbours.unseen)

        init(_ memory: UnsafeMutableBufferPointer<Choice>) {
            best = Best(memory)
            most = memory.count
        }

        var ranks: [Int16] { (0..<best.count).map { best[$0].rank } }

        @inline(__always)
        mutating func offer(_ rank: Int16, _ cost: Int, _ toll: Float) {
            best.insert(Choice(score: -Float(cost) * HanModel.step - toll, rank: rank))
            if best.count == most { bound = Int((-best[most - 1].score - HanCloze.unlike) / HanModel.step) + 1 }
        }

        /// Offers all characters in their order for what their pairs cost, but those in a set.
        mutating func offerAll(_ costs: Costs, but weighed: RankSet) {
            var rank = 0
            while rank < costs.count {
                let end = min(rank + Costs.lanes, costs.count)
                if end - rank < Costs.lanes || costs.least(from: rank) < bound {
                    for rank in rank..<end {
                        guard let cost = costs[rank], cost < bound, !weighed.contains(Int16(truncatingIfNeeded: rank)) else { continue }
                        offer(Int16(truncatingIfNeeded: rank), cost, HanCloze.unlike)
                    }
                }
                rank = end
            }
        }
    }

    /// What each character costs beside both neighbours, in ``HanModel/step``s of nats.
    struct Costs {
        private let after: UnsafeBufferPointer<UInt8>, before: UnsafeBufferPointer<UInt8>
        /// Whether a character that was never seen with one of the neighbours is none.
        private let needsBoth: Bool
        /// What a pair costs that was never seen, where the other was.
        private let unseen: UInt8

        init(after: UnsafeBufferPointer<UInt8>, before: UnsafeBufferPointer<UInt8>, needsBoth: Bool) {
            self.after = after
            self.before = before
            self.needsBoth = needsBoth
            unseen = needsBoth ? HanNeighbours.unseen : UInt8(HanCloze.unseen / HanModel.step)
        }

        var count: Int { after.count }

        /// The cost of both pairs; `nil` for a character that was seen with neither, or has to be seen with both.
        @inline(__always)
        subscript(rank: Int) -> Int? {
            let left = after[rank], right = before[rank]
            if needsBoth ? left == HanNeighbours.unseen || right == HanNeighbours.unseen : left & right == HanNeighbours.unseen { return nil }
            return Int(left == HanNeighbours.unseen ? unseen : left) + Int(right == HanNeighbours.unseen ? unseen : right)
        }

        /// Characters that ``least(from:)`` looks at.
        static let lanes = 32

        /// No more than the least that one of the next ``lanes`` characters costs. Nearly all of the 2,500 cost too much, and this loop, which
        /// the compiler makes one of vectors, tells it of 32 of them with two instructions for each; one by one they took 40.
        @inline(__always)
        func least(from rank: Int) -> Int {
            var least = Int16.max
            for lane in 0..<Self.lanes {
                let left = min(after[rank &+ lane], unseen), right = min(before[rank &+ lane], unseen)
                least = min(least, Int16(left) &+ Int16(right))
            }
            return Int(least)
        }
    }

    /// Ranks of what is tried, a bit each.
    struct RankSet {
        private var words = [UInt64](repeating: 0, count: (tried + 63) / 64)

        /// - Returns: whether it is new.
        @discardableResult
        mutating func insert(_ rank: Int16) -> Bool {
            let isNew = !contains(rank)
            words[Int(rank >> 6)] |= 1 << UInt64(rank & 63)
            return isNew
        }

        @inline(__always)
        func contains(_ rank: Int16) -> Bool { words[Int(rank >> 6)] >> UInt64(rank & 63) & 1 == 1 }

        func union(_ other: RankSet) -> RankSet {
            var union = self
            for index in words.indices { union.words[index] |= other.words[index] }
            return union
        }
    }
}
