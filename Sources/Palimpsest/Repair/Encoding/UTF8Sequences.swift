/// Text as the bytes that it was before somebody read them in the wrong encoding.
///
/// What the encoding does not have stays a scalar: one text may hold both mojibake and characters that came later.
struct ByteUnits {
    /// A byte as 0…FF; ``lost`` for U+FFFD; ``foreign`` for a scalar that the encoding does not have.
    private(set) var units: [UInt16] = []
    /// For each unit the place of its scalar in the text.
    private(set) var owners: [Int32] = []

    static let lost: UInt16 = 0x100
    static let foreign: UInt16 = 0x101

    init(_ text: some Collection<UInt32>, in charset: some ByteCharset) {
        units.reserveCapacity(text.count + 8)
        owners.reserveCapacity(text.count + 8)
        var place: Int32 = 0
        for scalar in text {
            if scalar == 0xFFFD {
                units.append(Self.lost)
            } else if !charset.appendBytes(of: scalar, to: &units) {
                units.append(Self.foreign)
            }
            while owners.count < units.count { owners.append(place) }
            place += 1
        }
    }
}

/// A place where text is replaced: the scalars `start..<end` by `scalars`.
struct TextEdit: Equatable {
    var start: Int
    var end: Int
    var scalars: [UInt32]
    /// Whether bytes were lost, so that U+FFFD stands for a character that nobody can tell.
    var isLossy = false
    /// Whether a space was taken for the no-break space that it was.
    var isSpaced = false
}

/// Finds the sequences of UTF-8 (RFC 3629) in text that was read in another encoding.
///
/// Besides well-formed ones it knows what happens to them on their way: pairs of surrogates (CESU-8, Unicode Technical
/// Report 26); U+FFFD or `?` where a byte had no character in the other encoding; and a plain space for the byte A0, because
/// editors and web pages turn no-break spaces into spaces.
struct UTF8Sequences {
    var allowsSpaces = true
    var allowsLoss = true

    /// The characters of `text`, of which `units` are the bytes. Edits are in order and do not overlap.
    func edits(_ units: ByteUnits, text: [UInt32], hasBlank: Bool) -> [TextEdit] {
        var edits: [TextEdit] = []
        var at = 0
        while at < units.units.count {
            guard let found = sequence(units.units, at, hasBlank: hasBlank) else {
                at += 1
                continue
            }
            var edit = TextEdit(
                start: Int(units.owners[at]), end: Int(units.owners[found.end - 1]) + 1, scalars: found.scalars,
                isLossy: found.isLossy, isSpaced: found.isSpaced)
            addBeginning(of: at, units, &edit, after: edits.last?.end ?? 0)
            at = found.end
            at = completeCharacter(units, at, &edit)
            if found.isSpaced {
                keepSpace(&edit, in: text)
                while at < units.units.count, Int(units.owners[at]) < edit.end { at += 1 }
            }
            edits.append(edit)
        }
        return edits
    }

    /// Where a sequence begins within a character of the text, as windows-1258 has `Ã` as A and a tilde, what stands before it stays
    /// if it is ASCII, and is lost if it is half a character.
    private func addBeginning(of start: Int, _ units: ByteUnits, _ edit: inout TextEdit, after end: Int) {
        guard edit.start >= end else { return }
        var at = start
        while at > 0, Int(units.owners[at - 1]) == edit.start {
            at -= 1
            let isASCII = units.units[at] < 0x80
            edit.scalars.insert(isASCII ? UInt32(units.units[at]) : 0xFFFD, at: 0)
            if !isASCII { edit.isLossy = true }
        }
    }

    /// Where a character of the text holds the end of one sequence and the beginning of the next, as in text read as
    /// GB 18030, these are one edit. Half a character that is left over is lost, or is ASCII that was taken for its half.
    private func completeCharacter(_ units: ByteUnits, _ end: Int, _ edit: inout TextEdit) -> Int {
        var at = end
        while at < units.units.count, units.owners[at] < edit.end {
            if let found = sequence(units.units, at, hasBlank: false) {
                edit.scalars += found.scalars
                edit.isLossy = edit.isLossy || found.isLossy
                at = found.end
                edit.end = Int(units.owners[at - 1]) + 1
            } else if units.units[at] < 0x80 {
                edit.scalars.append(UInt32(units.units[at]))
                at += 1
            } else {
                if edit.scalars.last != 0xFFFD { edit.scalars.append(0xFFFD) }
                edit.isLossy = true
                at += 1
            }
        }
        return at
    }

    private struct Found {
        var end: Int
        var scalars: [UInt32]
        var isLossy = false
        var isSpaced = false
    }

    /// The character whose lead byte is at `start`.
    private func sequence(_ units: [UInt16], _ start: Int, hasBlank: Bool) -> Found? {
        let lead = units[start]
        guard lead >= 0xC2, lead <= 0xF4 else { return nil }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        var found = Found(end: start + 1, scalars: [])
        while found.end < start + length, found.end < units.count {
            var unit = units[found.end]
            if unit == 0x20, allowsSpaces, hasBlank, !found.isLossy {
                unit = 0xA0
                found.isSpaced = true
            }
            if unit == ByteUnits.lost || (unit == 0x3F && found.end >= start + 2), allowsLoss {
                found.isLossy = true
            } else if (0x80...0xBF).contains(unit) {
                value = value << 6 | UInt32(unit & 0x3F)
            } else {
                break
            }
            found.end += 1
        }
        if found.isLossy {
            // A space is no witness of a byte when another byte is lost as well.
            guard !found.isSpaced else { return nil }
            found.scalars = [0xFFFD]
            return found
        }
        guard found.end == start + length else { return nil }
        if (0xD800...0xDBFF).contains(value) { return surrogates(units, start, high: value) }
        let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
        found.scalars = [scalar.value]
        return found
    }

    /// The character beyond the Basic Multilingual Plane that was written as two surrogates of three bytes each.
    private func surrogates(_ units: [UInt16], _ start: Int, high: UInt32) -> Found? {
        guard start + 6 <= units.count, units[start + 3] == 0xED, (0xB0...0xBF).contains(units[start + 4]),
            (0x80...0xBF).contains(units[start + 5])
        else { return nil }
        let low = UInt32(units[start + 4] & 0x0F) << 6 | UInt32(units[start + 5] & 0x3F)
        return Found(end: start + 6, scalars: [0x10000 + (high - 0xD800) << 10 + low])
    }

    /// `à` ends in byte A0, and so does its mojibake. When that became a space, the next space was often folded into it:
    /// `jusqu'Ã nos` was `jusqu'à nos`. à is a word or the end of one in French, Italian, Portuguese and Catalan, so the space
    /// stays, but for Portuguese `às` and before a mark that follows its word: `lÃ -bas`.
    private func keepSpace(_ edit: inout TextEdit, in text: [UInt32]) {
        guard edit.scalars == [0xE0] else { return }
        let isPlural = edit.end < text.count && text[edit.end] == 0x73
        let endsThere = edit.end + 1 >= text.count || !isASCIILetter(text[edit.end + 1])
        let isWord = edit.start == 0 || !isASCIILetter(text[edit.start - 1])
        if isPlural, endsThere, isWord {
            edit.end += 1
            edit.scalars.append(0x73)
        } else if edit.end < text.count, Self.closing.contains(text[edit.end]) {
            edit.scalars.append(text[edit.end])
            edit.end += 1
        } else {
            if edit.end < text.count, text[edit.end] == 0x20 { edit.end += 1 }
            edit.scalars.append(0x20)
        }
    }

    /// Marks before which no language has a space.
    private static let closing: Set<UInt32> = [0x29, 0x2C, 0x2D, 0x2E, 0x5D]

    private func isASCIILetter(_ scalar: UInt32) -> Bool {
        (0x41...0x5A).contains(scalar) || (0x61...0x7A).contains(scalar)
    }
}
