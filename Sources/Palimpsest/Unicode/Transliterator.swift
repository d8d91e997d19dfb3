import ICUShim

/// A transform of ICU and CLDR from one script into another, e.g. `Latin-ASCII` or `Han-Latin`.
///
/// Not to be shared between threads.
public final class Transliterator {
    private let handle: OpaquePointer

    /// - Parameter id: an identifier of ICU, or several in a row: `Han-Latin; Latin-ASCII`.
    public init(_ id: String) throws(ICUError) {
        guard let handle = icu_shim_transliterator_open(id) else { throw .unavailable }
        self.handle = handle
    }

    deinit { icu_shim_transliterator_close(handle) }

    public func transliterate(_ text: String) throws(ICUError) -> String {
        let bytes = Array(text.utf8)
        return try ICU.string(capacity: 3 * bytes.count + 16) { buffer, capacity in
            bytes.withUnsafeBufferPointer { icu_shim_transliterate(handle, $0.baseAddress, Int32($0.count), buffer, capacity) }
        }
    }
}
