import ICUShim

/// Cuts text into words or sentences by UAX #29, with ICU's dictionaries for the scripts written without spaces.
///
/// Not to be shared between threads: ICU's break iterators have a state.
public final class TextBreaker {
    public enum Unit: Int32, Sendable { case word = 1, sentence }

    /// A word or sentence, or what stands between two words.
    public struct Piece: Hashable, Sendable {
        /// Byte offsets into the text that was given.
        public var range: TextRange
        /// ICU's class of the piece (`UWordBreak`): 0 for white space and punctuation, from 100 on for numbers, 200 letters,
        /// 300 kana, 400 ideographs.
        public var kind: Int

        /// Whether the piece is a word and not what stands between words.
        public var isWord: Bool { kind >= 100 }
    }

    private let handle: OpaquePointer

    /// - Parameter language: BCP 47 tag.
    public init(_ unit: Unit, language: String) throws(ICUError) {
        guard let handle = icu_shim_breaker_open(unit.rawValue, language) else { throw .unavailable }
        self.handle = handle
    }

    deinit { icu_shim_breaker_close(handle) }

    /// The pieces of `text`, which is valid UTF-8; together they are the whole of it.
    public func pieces(of text: UnsafeBufferPointer<UInt8>) throws(ICUError) -> [Piece] {
        var kinds = [Int32](repeating: 0, count: text.count / 4 + 8)
        let ends = try ICU.array(of: Int32(0), capacity: kinds.count) { ends, capacity in
            if Int(capacity) > kinds.count { kinds = [Int32](repeating: 0, count: Int(capacity)) }
            return kinds.withUnsafeMutableBufferPointer {
                icu_shim_breaks(handle, text.baseAddress, Int32(text.count), ends, $0.baseAddress, capacity)
            }
        }
        var start = 0
        return zip(ends, kinds).map { end, kind in
            defer { start = Int(end) }
            return Piece(range: TextRange(start, Int(end)), kind: Int(kind))
        }
    }

    /// As ``pieces(of:)`` for a string.
    public func pieces(of text: String) throws(ICUError) -> [Piece] {
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBufferPointer { bytes in
            Swift.Result { () throws(ICUError) in try pieces(of: bytes) }
        }
        return try result.get()
    }
}
