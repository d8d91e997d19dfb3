import ICUShim

/// Skeletons of UTS #39: texts that look alike (`modern` and `modem`, Latin `a` and Cyrillic `а`) have the same one.
///
/// Safe to share: ICU's checker does not change after it was made.
public final class Confusables: Sendable {
    // The checker is only read; OpaquePointer is not Sendable because it cannot say so.
    nonisolated(unsafe) private let handle: OpaquePointer

    public init() throws(ICUError) {
        guard let handle = icu_shim_confusables_open() else { throw .unavailable }
        self.handle = handle
    }

    deinit { icu_shim_confusables_close(handle) }

    /// The skeleton of `text`. It is for comparing, not for reading.
    public func skeleton(of text: String) throws(ICUError) -> String {
        let bytes = Array(text.utf8)
        return try ICU.string(capacity: 2 * bytes.count + 16) { buffer, capacity in
            bytes.withUnsafeBufferPointer { icu_shim_skeleton(handle, $0.baseAddress, Int32($0.count), buffer, capacity) }
        }
    }
}
