/// Text of unknown origin made fit for a terminal and a log.
///
/// A file name may hold any byte but `/` and NUL: line feeds that forge a second message, escape sequences that drive the
/// terminal, bidirectional controls that show the name in another order. All of these are written as escapes, and a
/// backslash as `\\`, so that the name can be read back from the message.
public enum SafeText {
    /// `bytes` as one line of visible text; bytes that are not UTF-8 become `\xNN`.
    public static func line(_ bytes: [UInt8]) -> String {
        var output = ""
        forEachPiece(of: bytes) { piece in
            switch piece {
            case .scalar(let scalar): append(scalar, keepingLineFeeds: false, to: &output)
            case .byte(let byte): output += "\\x" + hexadecimal(UInt32(byte), digits: 2)
            }
        }
        return output
    }

    /// `text` with its line feeds kept and every other unsafe character escaped: for messages of several lines.
    public static func lines(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars { append(scalar, keepingLineFeeds: true, to: &output) }
        return output
    }

    enum Piece {
        case scalar(Unicode.Scalar)
        case byte(UInt8)
    }

    /// Calls `body` for every code point of `bytes` and for every byte that belongs to none.
    static func forEachPiece(of bytes: [UInt8], _ body: (Piece) -> Void) {
        var rest = bytes[...]
        while let first = rest.first {
            if first < 0x80 {
                body(.scalar(Unicode.Scalar(first)))
                rest = rest.dropFirst()
                continue
            }
            var decoder = UTF8()
            var iterator = rest.makeIterator()
            if case .scalarValue(let scalar) = decoder.decode(&iterator) {
                body(.scalar(scalar))
                rest = rest.dropFirst(UTF8.width(scalar))
            } else {
                body(.byte(first))
                rest = rest.dropFirst()
            }
        }
    }

    private static func append(_ scalar: Unicode.Scalar, keepingLineFeeds: Bool, to output: inout String) {
        switch scalar {
        case "\n": output += keepingLineFeeds ? "\n" : "\\n"
        case "\t": output += "\\t"
        case "\r": output += "\\r"
        case "\\": output += keepingLineFeeds ? "\\" : "\\\\"
        default:
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
                output += scalar.value < 0x100
                    ? "\\x" + hexadecimal(scalar.value, digits: 2) : "\\u{" + hexadecimal(scalar.value, digits: 1) + "}"
            default: output.unicodeScalars.append(scalar)
            }
        }
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

extension UTF8 {
    /// Number of bytes that `scalar` takes in UTF-8.
    static func width(_ scalar: Unicode.Scalar) -> Int { UTF8.encode(scalar)?.count ?? 1 }
}
