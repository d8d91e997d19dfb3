import Synchronization

/// Reads template files with what they have in common; on several threads at once, if need be.
final class TemplateLoader: Sendable {
    private let directory: String
    private let tools: ReadingTools
    /// By language, of which most folders have one.
    private let locales = Mutex<[String: LocaleData]>([:])

    /// - Parameter directory: the folder of dictionaries.
    init(directory: String, tools: ReadingTools) {
        self.directory = directory
        self.tools = tools
    }

    /// The template in the file at `path`.
    ///
    /// - Throws: ``TemplateErrors`` when the file cannot be read or has faults.
    func template(_ path: String) throws(TemplateErrors) -> CompiledTemplate {
        let draft = try TemplateLibrary.read(path: path, folding: tools.folding)
        return CompiledTemplate(draft, tools: tools, locale: try locale(of: draft.language))
    }

    /// Who asks for a language that another thread is reading waits for it.
    private func locale(of language: String) throws(TemplateErrors) -> LocaleData {
        try locales.withLock { locales throws(TemplateErrors) in
            if let known = locales[language] { return known }
            let read = try LocaleData(language: language, directory: directory, folding: tools.folding)
            locales[language] = read
            return read
        }
    }
}
