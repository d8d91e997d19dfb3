import ICUShim

/// The encodings that text was read in by mistake, as tables: what byte a scalar was before it was read, and back.
///
/// Built from ICU's converters, once; a few milliseconds. A single-byte encoding is kept "sloppily", as programs use it: a
/// byte from 80 to 9F that the standard leaves open is the C1 control of that number, and the windows encodings take C1
/// controls for bytes even where the standard has a character, because text read in part as ISO 8859-1 is common.
public struct CharsetTables: Sendable {
    /// IANA or ICU names of the single-byte encodings, those that do the most harm first. At most 32, one bit each.
    static let singleByteNames = [
        "windows-1252", "windows-1251", "windows-1250", "windows-1254", "windows-1257", "windows-1253", "windows-1256",
        "windows-1255", "windows-1258", "ISO-8859-2", "macintosh", "IBM437", "IBM850", "KOI8-R", "IBM866", "windows-874",
        "ISO-8859-5", "ISO-8859-7", "ISO-8859-9", "ISO-8859-15", "ISO-8859-4", "ISO-8859-13", "ISO-8859-10", "ISO-8859-14",
        "IBM855", "ISO-8859-3", "ISO-8859-6", "ISO-8859-8", "IBM852", "x-mac-cyrillic", "x-mac-centraleurroman",
        "KOI8-U",
    ]
    /// Encodings of one or two bytes.
    static let wideNames = ["GB18030", "windows-932", "windows-950", "windows-949", "EUC-JP"]

    let singles: [SingleByteCharset]
    /// Made when the first text asks for them: they take most of the time of all, and few texts do.
    private let wideTables: OnDemand<[WideCharset]>
    /// Number of a scalar that some single-byte encoding has above 7F, from 1; 0 for all others. 65,536 elements.
    let number: [UInt16]
    /// By number: bit `i` says whether the scalar is a UTF-8 lead byte of two bytes (C2–DF), of three or four (E0–F4), a
    /// continuation byte (80–BF), or any byte from 80 in encoding `i`.
    let leads: [UInt32]
    let longLeads: [UInt32]
    let trails: [UInt32]
    let members: [UInt32]
    /// Bit `i` says whether byte A0 of encoding `i` is a no-break space.
    let blanks: UInt32

    /// - Throws: ``ICUError`` when ICU has no data.
    public init() throws(ICUError) {
        var singles: [SingleByteCharset] = []
        for name in Self.singleByteNames { singles.append(try SingleByteCharset(name)) }
        var number = [UInt16](repeating: 0, count: 0x10000)
        var (leads, longLeads): ([UInt32], [UInt32]) = ([0], [0])
        var (trails, members): ([UInt32], [UInt32]) = ([0], [0])
        for (index, charset) in singles.enumerated() {
            for (scalar, byte) in charset.bytes {
                let place = Int(scalar)
                if number[place] == 0 {
                    number[place] = UInt16(leads.count)
                    leads.append(0)
                    longLeads.append(0)
                    trails.append(0)
                    members.append(0)
                }
                let bit = UInt32(1) << UInt32(index)
                members[Int(number[place])] |= bit
                if (0xC2...0xDF).contains(byte) { leads[Int(number[place])] |= bit }
                if (0xE0...0xF4).contains(byte) { longLeads[Int(number[place])] |= bit }
                if byte < 0xC0 { trails[Int(number[place])] |= bit }
            }
        }
        self.singles = singles
        // ICU that has the single-byte encodings has these too: all of them lie in one file of data.
        wideTables = OnDemand { Self.wideNames.compactMap { try? WideCharset($0) } }
        self.number = number
        self.leads = leads
        self.longLeads = longLeads
        self.trails = trails
        self.members = members
        blanks = singles.enumerated().reduce(0) { $1.element.scalars[0xA0] == 0xA0 ? $0 | 1 << UInt32($1.offset) : $0 }
    }

    /// The encodings of ``wideNames``.
    var wides: [WideCharset] { wideTables.value ?? [] }

    /// The encoding called `name`, as plans write it; `nil` for one that is not among these.
    func charset(_ name: String) -> (any ByteCharset)? {
        singles.first { $0.name == name } ?? wides.first { $0.name == name }
    }
}

/// An encoding that turns scalars into bytes and back.
protocol ByteCharset: Sendable {
    var name: String { get }
    /// Whether the byte A0 is a no-break space, which programs turn into a space.
    var hasBlank: Bool { get }
    /// The bytes of `scalar`; none when the encoding does not have it.
    func appendBytes(of scalar: UInt32, to bytes: inout [UInt16]) -> Bool
    /// The scalars of `bytes`; `nil` when they are not all characters of the encoding.
    func scalars(of bytes: ArraySlice<UInt16>) -> [UInt32]?
}

/// An encoding of one byte for each character.
struct SingleByteCharset: ByteCharset {
    let name: String
    /// What each byte stands for; 0 for nothing (and for byte 0).
    let scalars: [UInt16]
    /// The scalars of the bytes from 80, in ascending order, with their bytes. A scalar occurs once.
    let bytes: [(scalar: UInt16, byte: UInt8)]
    let hasBlank: Bool
    /// Whether letters and marks are apart in it, so that normalised text must be taken apart again (windows-1258).
    private let isDecomposed: Bool

    init(_ name: String) throws(ICUError) {
        self.name = name
        let table = try ICU.array(of: Int32(-1), capacity: 256) { buffer, _ in
            let result = icu_shim_byte_table(name, buffer)
            return result < 0 ? result : 256
        }
        let fillsC1 = name.hasPrefix("windows-")
        var scalars = [UInt16](repeating: 0, count: 256)
        var map: [UInt16: UInt8] = [:]
        for byte in 0..<256 {
            let isC1 = (0x80...0x9F).contains(byte)
            // ICU gives U+FFFD or a private character where a byte is unused.
            let value = table[byte]
            let isUsed = value >= 0 && value != 0xFFFD && !(0xE000...0xF8FF).contains(value) && value != 0x1A
            scalars[byte] = byte < 0x80 ? UInt16(byte) : isUsed ? UInt16(value) : isC1 ? UInt16(byte) : 0
            guard byte >= 0x80 else { continue }
            if fillsC1, isC1 { map[UInt16(byte)] = UInt8(byte) }
            if scalars[byte] != 0 { map[scalars[byte]] = UInt8(byte) }
        }
        // Converters do not agree which of two characters of one look an encoding has.
        for (one, other) in [(0xB5, 0x3BC), (0x2126, 0x3A9)] as [(UInt16, UInt16)] {
            if let byte = map[one], map[other] == nil { map[other] = byte } else if let byte = map[other], map[one] == nil { map[one] = byte }
        }
        self.scalars = scalars
        bytes = map.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
        hasBlank = scalars[0xA0] == 0xA0
        isDecomposed = name == "windows-1258"
    }

    /// The byte of a scalar that is not ASCII.
    @inline(__always)
    func byte(of scalar: UInt32) -> UInt8? {
        let first = bytes.partitioningIndex { UInt32($0.scalar) >= scalar }
        return first < bytes.count && UInt32(bytes[first].scalar) == scalar ? bytes[first].byte : nil
    }

    func appendBytes(of scalar: UInt32, to output: inout [UInt16]) -> Bool {
        if scalar < 0x80 {
            output.append(UInt16(scalar))
        } else if let byte = byte(of: scalar) {
            output.append(UInt16(byte))
        } else {
            return isDecomposed && appendParts(of: scalar, to: &output)
        }
        return true
    }

    private func appendParts(of scalar: UInt32, to output: inout [UInt16]) -> Bool {
        var second: Int32 = 0
        let first = icu_shim_decomposition(Int32(bitPattern: scalar), &second)
        guard first > 0, second > 0, let mark = byte(of: UInt32(second)) else { return false }
        guard appendBytes(of: UInt32(first), to: &output) else { return false }
        output.append(UInt16(mark))
        return true
    }

    func scalars(of bytes: ArraySlice<UInt16>) -> [UInt32]? {
        var result: [UInt32] = []
        result.reserveCapacity(bytes.count)
        for unit in bytes {
            guard unit < 0x100 else { return nil }
            let scalar = scalars[Int(unit)]
            if scalar == 0, unit != 0 { return nil }
            result.append(UInt32(scalar))
        }
        return result
    }
}

/// An encoding of one or two bytes for each character: those of East Asia.
struct WideCharset: ByteCharset {
    let name: String
    let hasBlank = false
    /// The bytes of each scalar of the Basic Multilingual Plane as a big-endian number; 0 for none.
    private let bytes: [UInt16]
    /// The scalar of each pair of bytes, or single byte.
    private let scalarOf: [UInt16]

    init(_ name: String) throws(ICUError) {
        self.name = name
        let table = try ICU.array(of: UInt16(0), capacity: 0x10000) { buffer, _ in
            let result = icu_shim_encoding_table(name, buffer)
            return result < 0 ? result : 0x10000
        }
        var inverse = [UInt16](repeating: 0, count: 0x10000)
        for scalar in (0x80..<0x10000).reversed() where table[scalar] >= 0x80 && !(0xE000..<0xF900).contains(scalar) {
            inverse[Int(table[scalar])] = UInt16(scalar)
        }
        // Programs give C1 controls, or a no-break space, for single bytes that are not used.
        var sloppy = table
        for byte in [0x80, 0xA0] + Array(0x81...0x9F) where sloppy[byte] == 0 && inverse[byte] == 0 {
            sloppy[byte] = UInt16(byte)
        }
        bytes = sloppy
        scalarOf = inverse
    }

    func appendBytes(of scalar: UInt32, to output: inout [UInt16]) -> Bool {
        if scalar < 0x80 {
            output.append(UInt16(scalar))
            return true
        }
        guard scalar < 0x10000 else { return false }
        let value = bytes[Int(scalar)]
        guard value >= 0x80 else { return false }
        if value > 0xFF { output.append(value >> 8) }
        output.append(value & 0xFF)
        return true
    }

    func scalars(of bytes: ArraySlice<UInt16>) -> [UInt32]? {
        var result: [UInt32] = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let first = bytes[at]
            guard first < 0x100 else { return nil }
            at += 1
            if first < 0x80 {
                result.append(UInt32(first))
                continue
            }
            if at < bytes.endIndex, bytes[at] < 0x100, case let pair = scalarOf[Int(first << 8 | bytes[at])], pair != 0 {
                result.append(UInt32(pair))
                at += 1
            } else if scalarOf[Int(first)] != 0 {
                result.append(UInt32(scalarOf[Int(first)]))
            } else {
                return nil
            }
        }
        return result
    }
}
