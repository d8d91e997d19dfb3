extension RecordBuilder {
    /// The places of the slots of a line whose first slot a right-to-left name put behind its last, parted by the mark between the two:
    /// `Mayor of Wadi Zaytun , silis «sla)` for `{mayor}, Mayor of {name}`. `nil` when it stands as the form has it.
    func reordered(_ rule: LineRule, _ slots: [TextRange]) -> [TextRange]? {
        guard slots.count == 2, slots[0].isEmpty, rule.pattern.parts.count == 3, case .slot? = rule.pattern.parts.first, case .slot? = rule.pattern.parts.last,
            let mark = rule.pattern.source.utf8.drop(while: { $0 != UInt8(ascii: "}") }).dropFirst().first, mark == UInt8(ascii: ","),
            // A space in front of the mark is what turning the line round leaves.
            let place = (slots[1].start..<slots[1].end).first(where: { bytes[$0] == mark && $0 > slots[1].start && bytes[$0 - 1] == 0x20 })
        else { return nil }
        let last = WhiteSpace.trim(bytes, slots[1].start, place), first = WhiteSpace.trim(bytes, place + 1, slots[1].end)
        return last.isEmpty ? nil : [first, last]
    }

    /// Lowers the confidence in names that were read without an accent in a country that writes them: `Lukasz Wojcik`.
    ///
    /// Of the names that Faker makes in fourteen such languages a tenth to a half have accents, in Czech, Hungarian, Turkish and Vietnamese three
    /// quarters and more, and of such letters in the line pairs 61 to 94 % were read without (French: 14). So some two thirds of names without
    /// an accent are as the page had them.
    mutating func doubtNames(_ layout: ColumnsLayout) {
        guard let country = layout.bare.first(where: { $0.type == .country }).flatMap({ rule in record.profile.first { $0.key == rule.key } }),
            case .value(let value) = country.node, case .string(let name) = value.scalar,
            template.locale.accentedCountries.contains(tools.folding.key(of: name).folded)
        else { return }
        for slot in layout.lines.flatMap(\.pattern.slots) where slot.type == .person || slot.type == .place {
            guard let index = record.profile.firstIndex(where: { $0.key == slot.id }), case .value(var named) = record.profile[index].node else { continue }
            guard named.text.pieces.allSatisfy({ bytes[$0.start..<$0.end].allSatisfy { $0 < 0x80 } }) else { continue }
            named.confidence *= Self.plainName
            record.profile[index].node = .value(named)
        }
    }

    /// The share of names read without an accent that have none, where names may have one.
    private static let plainName = 0.67

    /// What is left of the confidence in a name by the looks of what was read: letters of other scripts come out of a Latin model as
    /// digits, marks and words without a capital.
    ///
    /// Nothing else on the page tells a person's name again. Of 58 names in 67 made dumps that look like names 36 were right, of those with
    /// accents hardly one; of 65 names of cities 58.
    func nameConfidence(_ type: SlotType, _ range: TextRange, isReordered: Bool) -> Double {
        guard type == .person || type == .place else { return 1 }
        var capitals = 0, marks = 0, letters = 0, accents = 0
        var isInWord = false
        for i in range.start..<range.end {
            let byte = bytes[i]
            if ASCII.isSpace(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ".") {
                isInWord = false
                continue
            }
            if byte < 0x80, !ASCII.isLetter(byte) {
                if !Self.marksOfNames.contains(byte) { marks += 1 }
            } else if byte & 0xC0 != 0x80 {
                letters += 1
                if byte >= 0x80 { accents += 1 }
                if !isInWord {
                    if byte >= 0x80 || byte & 0x20 == 0 { capitals += 1 }
                }
            }
            isInWord = true
        }
        if marks > 0 || capitals == 0 || letters < 3 { return isReordered && type == .place ? 0.4 : 0.3 }
        if isReordered { return type == .place ? 0.9 : 0.5 }
        return type == .place ? accents > 0 ? 0.85 : 1 : accents > 0 ? 0.5 : 0.85
    }

    private static let marksOfNames = Set(",()/&\"".utf8)
}
