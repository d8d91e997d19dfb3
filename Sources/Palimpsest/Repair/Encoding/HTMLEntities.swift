/// Named and numeric character references of HTML in text that is not HTML.
public struct HTMLEntities: Sendable {
    private let names: [String: String]
    /// The longest name that is looked for.
    private static let longest = 32

    /// Numeric references only.
    public init() { names = [:] }

    /// - Parameter text: the content of `Dictionaries/models/mojibake-entities.txt`: a name, a tab, scalars in hexadecimal.
    public init(text: [UInt8]) {
        var names: [String: String] = [:]
        for line in text.split(separator: 0x0A) where line.first != 0x23 {
            let columns = line.split(separator: 0x09)
            guard columns.count == 2 else { continue }
            let name = String(decoding: columns[0], as: UTF8.self)
            let scalars = columns[1].split(separator: 0x20).compactMap { UInt32(String(decoding: $0, as: UTF8.self), radix: 16) }
            names[name] = String(scalars)
        }
        // Shouted text shouts its entities: `P&EACUTE;REZ`.
        for (name, value) in names where name.count > 2 && names[name.uppercased()] == nil && value.unicodeScalars.count == 1 {
            let upper = value.uppercased()
            if upper != value, upper.unicodeScalars.count == 1 { names[name.uppercased()] = upper }
        }
        self.names = names
    }

    /// `text` with its references replaced. A line with `<` is left alone: it may be HTML, where they belong.
    func replace(in text: String) -> String {
        guard !text.utf8.contains(0x3C) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == 0x26, let (value, end) = reference(bytes, at) {
                result += value.utf8
                at = end
            } else {
                result.append(bytes[at])
                at += 1
            }
        }
        let replaced = String(decoding: result, as: UTF8.self)
        // `&amp;eacute;` was escaped twice.
        return result.count < bytes.count ? replace(in: replaced) : replaced
    }

    /// The reference that begins with the `&` at `start` and ends in `;`.
    private func reference(_ bytes: [UInt8], _ start: Int) -> (String, Int)? {
        guard let end = bytes[start..<min(start + Self.longest, bytes.count)].firstIndex(of: 0x3B), end > start + 1 else { return nil }
        let name = String(decoding: bytes[start + 1..<end], as: UTF8.self)
        guard name.utf8.first == 0x23 else { return names[name].map { ($0, end + 1) } }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        guard let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits), value >= 0x20,
            let scalar = Unicode.Scalar(value)
        else { return nil }
        return (String(scalar), end + 1)
    }
}
