import Glibc

/// The C library's converters, which share no code with ICU: an independent way to write an encoding.
enum Iconv {
    struct Failed: Error { var from: String, to: String, offset: Int }

    static func encode(_ text: String, as encoding: String) throws -> [UInt8] {
        try convert(Array(text.utf8), from: "UTF-8", to: encoding)
    }

    private static func convert(_ bytes: [UInt8], from: String, to: String) throws -> [UInt8] {
        guard let handle = iconv_open(to, from), handle != iconv_t(bitPattern: -1) else { throw Failed(from: from, to: to, offset: -1) }
        defer { iconv_close(handle) }
        var input = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
        var (left, room) = (input.count, output.count)
        let status = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var (source, target) = (input.baseAddress, output.baseAddress)
                return iconv(handle, &source, &left, &target, &room)
            }
        }
        guard status != -1, left == 0 else { throw Failed(from: from, to: to, offset: bytes.count - left) }
        return output[..<(output.count - room)].map { UInt8(bitPattern: $0) }
    }
}
