/// The n-gram model of Chinese as one worker asks it, over and over, for the same n-grams.
///
/// An n-gram's context is itself in the model (it holds the back-off weight), so that a state that remembers which contexts are
/// there spares most of the look-ups; KenLM (Heafield 2011, "KenLM: Faster and Smaller Language Model Queries", section 4.1) keeps such
/// states. What was looked up lately is remembered, found or not: paths of a lattice share most of their n-grams.
struct HanGrams: Sendable {
    let model: HanModel
    /// Memory for the paths of ``HanBeam``.
    let beam = HanBeam.Memory()
    private let memo: Memo

    init(model: HanModel) {
        self.model = model
        memo = Memo()
    }

    /// What is known of the symbols before a place: the last three, and the contexts that they make.
    struct State: BitwiseCopyable, Sendable {
        fileprivate(set) var history: HanHistory
        /// The last two and all three as contexts.
        fileprivate var second = Context(), third = Context()

        /// Nothing is known of what stands before.
        init() { history = HanHistory() }

        /// A text begins here.
        static let start: State = {
            var state = State()
            state.history = .start
            return state
        }()
    }

    /// Symbols as a context: their back-off weight, or that the model does not have them, or neither as long as nobody looked.
    fileprivate struct Context: BitwiseCopyable, Sendable {
        private var weight = Float.nan

        init() {}

        init(_ gram: HanModel.Gram) { weight = gram.isKnown ? gram.backoff : .infinity }

        static var absent: Context { Context(HanModel.Gram.none) }

        var isOpen: Bool { weight.isNaN }
        var isAbsent: Bool { weight == .infinity }
        /// What it adds to a log probability.
        var backoff: Float { weight == .infinity ? 0 : weight }
    }

    /// log p(symbol | state), and the state after it.
    func advance(_ state: State, by symbol: UInt16) -> (logProbability: Float, state: State) {
        if symbol == HanSymbol.boundary { return (0, .start) }
        let history = state.history, count = history.count, symbolBits = UInt64(symbol)
        var next = State()
        next.history = history.adding(symbol)
        var total: Float = 0
        if count == 3, !state.third.isAbsent {
            let gram = find(history.last(3) << HanHistory.bits | symbolBits, 4)
            if gram.isKnown { return (gram.logProbability, next) }
            total += (state.third.isOpen ? Context(find(history.last(3), 3)) : state.third).backoff
        }
        if count >= 2 {
            if state.second.isAbsent {
                next.third = .absent
            } else {
                let gram = find(history.last(2) << HanHistory.bits | symbolBits, 3)
                next.third = Context(gram)
                if gram.isKnown { return (total + gram.logProbability, next) }
                total += (state.second.isOpen ? Context(pair(history.last(2))) : state.second).backoff
            }
        }
        if count >= 1 {
            let gram = pair(history.last(1) << HanHistory.bits | symbolBits)
            next.second = Context(gram)
            if gram.isKnown { return (total + gram.logProbability, next) }
            total += model.backoff(UInt16(truncatingIfNeeded: history.last(1)))
        }
        return (total + model.logProbability(symbol), next)
    }

    /// log p(second | first) where the model has seen the two, else `nil`.
    @inline(__always)
    func pair(_ first: UInt16, _ second: UInt16) -> Float? {
        let gram = pair(HanHistory.pair(first, second))
        return gram.isKnown ? gram.logProbability : nil
    }

    /// Which of at most 32 symbols may go with the one before and with the one after, as bits, the first symbol's lowest. Those
    /// whose bit is not set do not.
    ///
    /// All of them are asked before any answer counts: the answers cannot be foreseen, and the memory gives many at once.
    @inline(__always)
    func mayFit(_ symbols: Slice<UnsafeBufferPointer<UInt16>>, between previous: UInt16, _ next: UInt16) -> (left: UInt32, right: UInt32) {
        var left: UInt32 = 0, right: UInt32 = 0, bit: UInt32 = 1
        for symbol in symbols {
            left |= model.mayKnow(HanHistory.pair(previous, symbol)) ? bit : 0
            right |= model.mayKnow(HanHistory.pair(symbol, next)) ? bit : 0
            bit <<= 1
        }
        return (left, right)
    }

    @inline(__always)
    private func pair(_ key: UInt64) -> HanModel.Gram { model.mayKnow(key) ? find(key, 2) : .none }

    @inline(__always)
    private func find(_ key: UInt64, _ order: Int) -> HanModel.Gram {
        let key = key | UInt64(order) << 56
        let slot = memo.slot(key)
        if slot.pointee.key == key { return slot.pointee.gram }
        let gram = model.find(key)
        slot.pointee = Memo.Entry(key: key, gram: gram)
        return gram
    }

    /// The last look-ups, by a hash of what was looked for. Used by one worker at a time.
    private final class Memo: @unchecked Sendable {
        struct Entry: BitwiseCopyable {
            var key: UInt64 = 0
            var gram = HanModel.Gram.none
        }

        private static let bits: UInt64 = 13
        private let table = Scratch<Entry>(capacity: 1 << bits)
        private let entries: UnsafeMutablePointer<Entry>

        init() {
            entries = table.base
            entries.initialize(repeating: Entry(), count: 1 << Self.bits)
        }

        @inline(__always)
        func slot(_ key: UInt64) -> UnsafeMutablePointer<Entry> {
            entries + Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.bits))
        }
    }
}

/// The symbols before a place, nearest last, at most three.
struct HanHistory: BitwiseCopyable, Equatable, Sendable {
    static let bits: UInt64 = 13
    /// The symbols, the last one lowest, and their number from bit 60 on.
    private var packed: UInt64

    @inline(__always)
    private init(packed: UInt64) { self.packed = packed }

    /// Nothing is known of what stands before.
    init() { packed = 0 }

    /// A text begins here.
    static let start = HanHistory(packed: 1 << 60)

    @inline(__always)
    var count: Int { Int(truncatingIfNeeded: packed >> 60) }

    @inline(__always)
    func adding(_ symbol: UInt16) -> HanHistory {
        if symbol == HanSymbol.boundary { return .start }
        let count = min(packed >> 60 + 1, UInt64(HanModel.order - 1))
        return HanHistory(packed: (packed << Self.bits | UInt64(symbol)) & (1 << (3 * Self.bits) - 1) | count << 60)
    }

    /// Two symbols as a number.
    @inline(__always)
    static func pair(_ first: UInt16, _ second: UInt16) -> UInt64 { UInt64(first) << bits | UInt64(second) }

    /// The last `length` symbols as a number.
    @inline(__always)
    func last(_ length: Int) -> UInt64 { packed & (1 << (UInt64(length) * Self.bits) - 1) }
}
