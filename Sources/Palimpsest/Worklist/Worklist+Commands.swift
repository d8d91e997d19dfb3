extension Worklist {
    /// Where the image of a page lies: `{name}` is the dump's path without `.txt`, `{page}` the page from 1.
    public static let usualImages = "{name}-{page}.png"

    /// A POSIX shell script with one line of `tesseract` for each page with something to gain, the most rewarding first.
    ///
    /// The language of the form comes last in `-l`: Tesseract gives the first language precedence.
    ///
    /// - Parameters:
    ///   - images: the path of a page's image, with placeholders.
    ///   - formLanguages: the language of each template's own words, by identifier.
    public func commands(_ languages: TesseractLanguages, images: [UInt8], formLanguages: [String: String]) -> [UInt8] {
        let pages = ranked.flatMap { item in item.pages.map { (item, $0) } }
            .enumerated().sorted { ($1.element.1.gain, $0.offset) < ($0.element.1.gain, $1.offset) }.map(\.element)
        var output = Array("#!/bin/sh\n# Pages to read again, the most rewarding first.\nset -e\n".utf8)
        for (item, page) in pages {
            let tags = page.languages + [formLanguages[item.template] ?? "en"]
            var codes: [String] = []
            for code in tags.compactMap({ languages.code(for: $0) }) where !codes.contains(code) { codes.append(code) }
            let unknown = page.languages.filter { languages.code(for: $0) == nil }
            output += "# \(SafeText.line(item.path)), page \(page.number): about \(TextTable.decimals(page.gain, 0)) characters\n".utf8
            if !unknown.isEmpty { output += "# Tesseract has no model for \(unknown.joined(separator: ", "))\n".utf8 }
            // With the form's language alone the page would be read as it was.
            if page.languages.isEmpty {
                output += "# What language was lost cannot be told: look at the page, put its model in the place of LANGUAGE, and take the colon away\n: ".utf8
                codes.insert("LANGUAGE", at: 0)
            }
            let image = Self.image(of: item.path, page: page.number, pattern: images)
            output += "tesseract ".utf8
            output += Self.quoted(image)
            output.append(0x20)
            output += Self.quoted(Self.stem(image) + Array(".again".utf8))
            output += " -l \(codes.joined(separator: "+"))\n".utf8
        }
        return output
    }

    /// What stands in braces in a pattern for ``commands(_:images:formLanguages:)`` and is no placeholder: `{nme}`.
    public static func unknownPlaceholders(in pattern: [UInt8]) -> [[UInt8]] {
        var found: [[UInt8]] = []
        var rest = pattern[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")), let close = rest[open...].firstIndex(of: UInt8(ascii: "}")) {
            let placeholder = Array(rest[open...close])
            if placeholder != Array("{name}".utf8), placeholder != Array("{page}".utf8) { found.append(placeholder) }
            rest = rest[(close + 1)...]
        }
        return found
    }

    private static func image(of path: [UInt8], page: Int, pattern: [UInt8]) -> [UInt8] {
        let name = FolderWalk.isText(path) ? stem(path) : path
        var image: [UInt8] = []
        var rest = pattern[...]
        while let first = rest.first {
            if rest.starts(with: "{name}".utf8) {
                image += name
                rest = rest.dropFirst(6)
            } else if rest.starts(with: "{page}".utf8) {
                image += String(page).utf8
                rest = rest.dropFirst(6)
            } else {
                image.append(first)
                rest = rest.dropFirst()
            }
        }
        return image
    }

    /// A path without the ending of its name.
    private static func stem(_ path: [UInt8]) -> [UInt8] {
        let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        guard let dot = path[start...].lastIndex(of: UInt8(ascii: ".")), dot > start else { return path }
        return Array(path[..<dot])
    }

    /// A word for a POSIX shell, whatever bytes it holds (XCU, section 2.2.2): within single quotes nothing is special but the
    /// single quote itself. A leading hyphen would be an option to the command, hence `./` before it.
    static func quoted(_ word: [UInt8]) -> [UInt8] {
        var result = [UInt8(ascii: "'")]
        if word.first == UInt8(ascii: "-") { result += "./".utf8 }
        for byte in word {
            if byte == UInt8(ascii: "'") { result += "'\\''".utf8 } else { result.append(byte) }
        }
        return result + [UInt8(ascii: "'")]
    }
}
