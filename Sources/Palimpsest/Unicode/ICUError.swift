import ICUShim

/// An error of ICU: data that is missing, an argument it does not know, no memory.
public struct ICUError: Error, Hashable, Sendable, CustomStringConvertible {
    /// ICU's name of the error, e.g. `U_FILE_ACCESS_ERROR`.
    public var name: String

    init(_ result: Int32) { name = String(cString: icu_shim_error_name(result)) }

    /// ICU has no data for what was asked.
    static let unavailable = ICUError(2)

    public var description: String { "ICU: \(name)" }
}

enum ICU {
    /// `result`, or the error that it stands for.
    @discardableResult
    static func check(_ result: Int32) throws(ICUError) -> Int {
        if result < 0 { throw ICUError(result) }
        return Int(result)
    }

    /// Fills a buffer through `call`, which gives the length that is needed; a buffer that is too short is tried once more.
    static func array<Element>(
        of initial: Element, capacity: Int, _ call: (UnsafeMutablePointer<Element>?, Int32) -> Int32
    ) throws(ICUError) -> [Element] {
        var buffer = [Element](repeating: initial, count: capacity)
        var needed = try check(buffer.withUnsafeMutableBufferPointer { call($0.baseAddress, Int32($0.count)) })
        if needed > buffer.count {
            buffer = [Element](repeating: initial, count: needed)
            needed = try check(buffer.withUnsafeMutableBufferPointer { call($0.baseAddress, Int32($0.count)) })
        }
        buffer.removeLast(max(buffer.count - needed, 0))
        return buffer
    }

    /// As ``array(of:capacity:_:)``, for a function that fills a buffer with UTF-8.
    static func string(
        capacity: Int = 64, _ call: (UnsafeMutablePointer<CChar>?, Int32) -> Int32
    ) throws(ICUError) -> String {
        let bytes = try array(of: CChar(0), capacity: capacity, call)
        return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
