/// What came of reading a typed value from text.
enum Reading: Sendable {
    case value(Scalar, range: TextRange, confidence: Double, notes: [Note])
    /// Text is there but is no such value; it is reported, not stored.
    case unreadable(Note, range: TextRange)
    /// Nothing is there.
    case absent

    /// Something that the record should say about a reading.
    struct Note: Sendable {
        var level: Diagnostic.Level
        var code: DiagnosticCode
        var message: String
    }
}

/// ASCII classes that value readers share.
enum ASCII {
    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    @inline(__always) static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    @inline(__always) static func isLowercase(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
    @inline(__always) static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

    @inline(__always) static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// The digit that a letter stands for when OCR took one for the other and only one digit looks like it; else `nil`.
    @inline(__always)
    static func digit(like byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "O"), UInt8(ascii: "o"): UInt8(ascii: "0")
        case UInt8(ascii: "l"), UInt8(ascii: "I"), UInt8(ascii: "|"): UInt8(ascii: "1")
        default: nil
        }
    }
}
