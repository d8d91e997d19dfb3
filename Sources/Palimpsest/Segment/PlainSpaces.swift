import ICUShim

/// A document's text with plain spaces wherever its words are parted by something else, byte for byte as long.
///
/// What makes text of a PDF parts words by no-break and other spaces of Unicode, by tabulators, and wraps right-to-left lines in
/// marks that nobody sees (UAX #9); what saves a page leaves HTML's `&amp;`. The form's words are the same, so the segmenter
/// reads them here. All places are those of the document, of whose own text the record is made: the view differs in no offset.
struct PlainSpaces {
    /// The document with plain spaces; as it was when it has no others.
    let document: Document

    init(_ document: Document) {
        var plain: [UInt8]?
        document.text.bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            while let (start, space, end) = PlainSpaces.next(bytes, from: place) {
                if plain == nil { plain = Array(bytes) }
                for i in space..<end { plain?[i] = 0x20 }
                place = max(end, start + 1)
            }
        }
        guard let plain else {
            self.document = document
            return
        }
        var view = document
        view.text.bytes = plain
        self.document = view
    }

    /// The next place from which on other bytes than plain spaces part words: where it starts, and the bytes that become spaces.
    private static func next(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (start: Int, space: Int, end: Int)? {
        guard let base = bytes.baseAddress else { return nil }
        var place = start
        while place < bytes.count {
            if place + 8 <= bytes.count {
                let word = ByteWord.load(base, place)
                let hits = word & ByteWord.high | ByteWord.equal(word, 0x09) | ByteWord.equal(word, 0x26)
                if hits == 0 {
                    place += 8
                    continue
                }
                place += hits.trailingZeroBitCount / 8
            }
            let byte = bytes[place]
            if byte == 0x09 { return (place, place, place + 1) }
            if byte == 0x26 {
                for (entity, kept) in entities where bytes[place...].starts(with: entity) { return (place, place + kept, place + entity.count) }
            }
            guard byte >= 0x80 else {
                place += 1
                continue
            }
            let (scalar, length) = UTF8Bytes.scalar(bytes, at: place)
            if parts(scalar), scalar != WhiteSpace.zeroWidth || isAtSpace(bytes, place, length) { return (place, place, place + length) }
            place += max(1, length)
        }
        return nil
    }

    /// HTML's ampersand and no-break space, and how many of their bytes stay.
    private static let entities = [(Array("&amp;".utf8), 1), (Array("&nbsp;".utf8), 0)]

    /// Whether a scalar outside ASCII is white space that ends no line, or a mark of bidirectional text.
    private static func parts(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x85, 0x2028, 0x2029: false
        default: icu_shim_is_white_space(Int32(bitPattern: scalar)) != 0 || WhiteSpace.isMark(scalar)
        }
    }

    /// Whether a place to break a line at stands at a space. Inside a word it parts nothing: addresses and Thai have many.
    private static func isAtSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ length: Int) -> Bool {
        place == 0 || bytes[place - 1] <= 0x20 || place + length >= bytes.count || bytes[place + length] <= 0x20
    }
}
