import ICUShim

/// A converter from a legacy encoding, or from UTF-16 or UTF-32, to UTF-8.
///
/// Not to be shared between threads: ICU's converters have a state.
public final class CharsetConverter {
    /// IANA name of the encoding, e.g. `GB18030`.
    public let name: String
    private let handle: OpaquePointer

    /// - Parameter name: an IANA name or one of its aliases.
    public init(_ name: String) throws(ICUError) {
        self.name = try Self.ianaName(of: name)
        guard let handle = icu_shim_converter_open(name) else { throw .unavailable }
        self.handle = handle
    }

    deinit { icu_shim_converter_close(handle) }

    /// The name that IANA has for an encoding, or ICU's where IANA has none. Throws for names that ICU does not know.
    public static func ianaName(of name: String) throws(ICUError) -> String {
        try ICU.string { icu_shim_iana_name(name, $0, $1) }
    }

    /// ICU's names of all encodings that can be converted.
    public static var availableNames: [String] {
        (0..<icu_shim_converter_count()).compactMap { icu_shim_converter_name($0).map { String(cString: $0) } }
    }

    /// Converts `bytes`, which begin and end at whole characters, and passes the result on as long as it lasts.
    func withDecoded<Result>(
        _ bytes: UnsafeBufferPointer<UInt8>, _ body: (icu_shim_decoded) -> Result
    ) throws(ICUError) -> Result {
        var decoded = icu_shim_decoded()
        try ICU.check(icu_shim_decode(handle, bytes.baseAddress, Int32(bytes.count), &decoded))
        return body(decoded)
    }

    /// The text of `bytes`; what is not valid is U+FFFD.
    public func string(_ bytes: some Collection<UInt8>) throws(ICUError) -> String {
        let source = Array(bytes)
        let result = source.withUnsafeBufferPointer { bytes in
            Swift.Result { () throws(ICUError) in
                try withDecoded(bytes) { decoded in
                    String(
                        decoding: UnsafeBufferPointer(start: decoded.text, count: Int(decoded.text_length)), as: UTF8.self)
                }
            }
        }
        return try result.get()
    }
}
