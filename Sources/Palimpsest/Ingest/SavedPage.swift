/// Tells pages that were saved as HTML or XML, hOCR and ALTO among them, by what they begin with. They are text, and are read as it, tags and all.
enum SavedPage {
    private static let beginnings: [(begins: [UInt8], name: String)] = [
        (Array("<!doctype html".utf8), "HTML"), (Array("<html".utf8), "HTML"), (Array("<head".utf8), "HTML"), (Array("<body".utf8), "HTML"), (Array("<?xml".utf8), "XML"),
    ]

    /// What a text is written in; `nil` for plain text.
    static func name(of text: [UInt8]) -> String? {
        let start = text.drop { WhiteSpace.isASCII($0) }
        guard start.first == UInt8(ascii: "<") else { return nil }
        return beginnings.first { beginning in start.prefix(beginning.begins.count).elementsEqual(beginning.begins) { ASCII.lowercased($0) == $1 } }?.name
    }
}
