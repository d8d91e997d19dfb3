#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Finds and loads the templates under `Dictionaries/templates`.
public enum TemplateLibrary {
    /// The folder of dictionaries.
    ///
    /// In order: the one named by the user, `PALIMPSEST_DICTIONARIES`, `share/palimpsest` beside the program's folder (where
    /// `make install` puts it), and a folder `Dictionaries` beside the program or above it (a build inside the checkout).
    /// - Throws: ``TemplateErrors`` when there is none.
    public static func locate(explicit: String?, environment: [String: String], executable: String) throws(TemplateErrors) -> String {
        if let chosen = explicit ?? environment["PALIMPSEST_DICTIONARIES"] {
            guard isFolder(chosen + "/templates") else {
                throw missing(chosen, "there is no folder `templates` in it; --dictionaries or PALIMPSEST_DICTIONARIES must name the folder that holds it")
            }
            return chosen
        }
        var folder = parent(of: executable)
        for _ in 0..<8 where !folder.isEmpty {
            for candidate in [folder + "/Dictionaries", parent(of: folder) + "/share/palimpsest"] where isFolder(candidate + "/templates") {
                return candidate
            }
            folder = parent(of: folder)
        }
        throw missing("Dictionaries", "there is no such folder beside the program or above it; name it with --dictionaries or PALIMPSEST_DICTIONARIES")
    }

    /// Every template of a folder of dictionaries, in order of file name.
    ///
    /// - Parameter only: when given, the one with this identifier (its file name without `.yaml`) is loaded alone.
    /// - Throws: ``TemplateErrors`` when a file cannot be read or has faults.
    public static func load(directory: String, only: String? = nil) throws(TemplateErrors) -> [CompiledTemplate] {
        let folder = directory + "/templates"
        var names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
        if let only {
            guard names.contains(only + ".yaml") else {
                let known = names.map { $0.dropLast(5) }.joined(separator: ", ")
                throw missing(folder, "there is no template `\(only)`; there are \(known)")
            }
            names = [only + ".yaml"]
        }
        let tools = ReadingTools(costs: try costs(directory))
        var templates: [CompiledTemplate] = []
        var locales: [String: LocaleData] = [:]
        var issues: [TemplateIssue] = []
        for name in names {
            do throws(TemplateErrors) {
                let draft = try read(path: folder + "/" + name, folding: tools.folding)
                if locales[draft.language] == nil {
                    locales[draft.language] = try LocaleData(language: draft.language, directory: directory, folding: tools.folding)
                }
                guard let locale = locales[draft.language] else { continue }
                templates.append(CompiledTemplate(draft, tools: tools, locale: locale))
            } catch {
                issues += error.issues
            }
        }
        if !issues.isEmpty { throw TemplateErrors(issues) }
        if templates.isEmpty { throw missing(folder, "it holds no template (*.yaml)") }
        return templates
    }

    /// Everything that is wrong with one template file; empty when it is sound.
    public static func check(path: String) -> [TemplateIssue] {
        do throws(TemplateErrors) {
            _ = try read(path: path, folding: KeyFolding())
            return []
        } catch {
            return error.issues
        }
    }

    private static func read(path: String, folding: KeyFolding) throws(TemplateErrors) -> TemplateDraft {
        try TemplateReader.read(yaml: try text(path), path: path, folding: folding)
    }

    private static func costs(_ directory: String) throws(TemplateErrors) -> ConfusionCosts {
        let path = directory + "/models/ocr-confusions.tsv"
        return try ConfusionCosts(tsv: try text(path), path: path)
    }

    /// The text of a dictionary file.
    static func text(_ path: String) throws(TemplateErrors) -> String {
        guard let data = FileManager.default.contents(atPath: path) else { throw missing(path, "the file cannot be read") }
        return String(decoding: data, as: UTF8.self)
    }

    private static func missing(_ path: String, _ message: String) -> TemplateErrors {
        TemplateErrors([TemplateIssue(path: path, line: 0, column: 0, message: message)])
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[..<slash])
    }
}
