/// The values at the head of a profile that its template can check: numbers, dates and names of a list.
///
/// What reads as a known country or as a number was read, and so is no garble; and what stands in front of it is the icon that the page
/// has there (`K 2,241,913`, `1l1 Republic of Korea`).
enum HeadValues {
    /// Where they stand, ascending. Of a name that was read with signs in front, only the name.
    static func places(in record: Record, _ bytes: UnsafeBufferPointer<UInt8>) -> [TextRange] {
        record.profile.compactMap { member in
            guard case .value(let value) = member.node, value.text.count == 1 else { return nil }
            return place(of: value, bytes)
        }
        .sorted { $0.start < $1.start }
    }

    private static func place(of value: Value, _ bytes: UnsafeBufferPointer<UInt8>) -> TextRange? {
        let range = value.text.extent
        switch value.scalar {
        case .integer, .decimal, .date: return range
        case .string(let name):
            let start = range.end - name.utf8.count
            guard start >= range.start, start == range.start || bytes[start - 1] == 0x20,
                bytes[start..<range.end].elementsEqual(name.utf8, by: { ASCII.lowercased($0) == ASCII.lowercased($1) })
            else { return nil }
            return TextRange(start, range.end)
        default: return nil
        }
    }
}
