import Glibc

/// Arguments of any bytes, carried through a parser that only knows strings.
///
/// A path on Linux is any sequence of bytes without NUL, but `CommandLine.arguments` replaces what is not UTF-8 by U+FFFD,
/// and the path is lost. As in Python's PEP 383, bytes that are not UTF-8 are therefore mapped to code points that stand
/// for nothing else. Swift strings cannot hold the lone surrogates that Python uses, so a row of plane 16's private use
/// area serves: byte `b` becomes U+10FE00 + `b`. A path that really holds one of these code points is mapped byte by byte
/// as well, so that the mapping can always be undone.
enum RawArguments {
    private static let base: UInt32 = 0x10FE00

    /// The arguments that the process was started with, without its name.
    static func ofProcess() -> [String] {
        var arguments: [String] = []
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = CommandLine.unsafeArgv[index] else { break }
            arguments.append(string(from: UnsafeRawBufferPointer(start: argument, count: strlen(argument)).map(\.self)))
        }
        return arguments
    }

    /// `bytes` as a string that ``bytes(from:)`` turns back.
    static func string(from bytes: [UInt8]) -> String {
        var result = String.UnicodeScalarView()
        var rest = bytes[...]
        while let first = rest.first {
            var decoder = UTF8()
            var iterator = rest.makeIterator()
            if case .scalarValue(let scalar) = decoder.decode(&iterator), !isReserved(scalar) {
                result.append(scalar)
                rest = rest.dropFirst(UTF8.encode(scalar)?.count ?? 1)
            } else {
                if let scalar = Unicode.Scalar(base + UInt32(first)) { result.append(scalar) }
                rest = rest.dropFirst()
            }
        }
        return String(result)
    }

    /// The bytes of an argument.
    static func bytes(from string: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in string.unicodeScalars {
            if isReserved(scalar) {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value - base))
            } else {
                bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        return bytes
    }

    private static func isReserved(_ scalar: Unicode.Scalar) -> Bool { (base..<base + 256).contains(scalar.value) }
}
