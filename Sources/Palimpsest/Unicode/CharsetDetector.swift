import ICUShim

/// ICU's guesses at the encoding of bytes.
public enum CharsetDetector {
    public struct Match: Hashable, Sendable {
        /// IANA name.
        public var name: String
        /// ISO 639 code; empty when the encoding does not tell the language.
        public var language: String
        /// 0 to 100. It is a score and no probability.
        public var confidence: Int
    }

    /// What `bytes` may be, most likely first. ICU looks at the first 8192 bytes only.
    public static func matches(_ bytes: [UInt8]) throws(ICUError) -> [Match] {
        let limit = 64
        let found = try ICU.array(of: icu_shim_match(), capacity: limit) { matches, capacity in
            bytes.withUnsafeBufferPointer { icu_shim_detect($0.baseAddress, Int32($0.count), matches, capacity) }
        }
        return found.compactMap { match in
            guard let name = match.name else { return nil }
            return Match(
                name: String(cString: name), language: match.language.map { String(cString: $0) } ?? "",
                confidence: Int(match.confidence))
        }
    }
}
