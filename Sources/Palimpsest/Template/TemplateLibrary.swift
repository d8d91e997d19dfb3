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
        let paths = try paths(directory, only)
        let loader = TemplateLoader(directory: directory, tools: ReadingTools(costs: try costs(directory)))
        return try templates(paths.map { path in Result { () throws(TemplateErrors) in try loader.template(path) } }, directory)
    }

    /// As ``load(directory:only:)``, each file in a task of its own: reading the templates is most of what the program does before it
    /// opens the first dump, and so a second core takes its part.
    public static func loadConcurrently(directory: String, only: String? = nil) async throws(TemplateErrors) -> [CompiledTemplate] {
        let paths = try paths(directory, only)
        let loader = TemplateLoader(directory: directory, tools: ReadingTools(costs: try costs(directory)))
        let results = await withTaskGroup(of: (number: Int, template: Result<CompiledTemplate, TemplateErrors>).self) { tasks in
            for (number, path) in paths.enumerated() {
                tasks.addTask { (number, Result { () throws(TemplateErrors) in try loader.template(path) }) }
            }
            var results: [(number: Int, template: Result<CompiledTemplate, TemplateErrors>)] = []
            for await result in tasks { results.append(result) }
            return results.sorted { $0.number < $1.number }.map(\.template)
        }
        return try templates(results, directory)
    }

    /// The paths of the templates of a folder of dictionaries, or of one of them.
    private static func paths(_ directory: String, _ only: String?) throws(TemplateErrors) -> [String] {
        let folder = directory + "/templates"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
        guard let only else { return names.map { folder + "/" + $0 } }
        guard names.contains(only + ".yaml") else {
            let known = names.map { $0.dropLast(5) }.joined(separator: ", ")
            throw missing(folder, "there is no template `\(only)`; there are \(known)")
        }
        return [folder + "/" + only + ".yaml"]
    }

    /// What was read, or what is wrong with all files together.
    private static func templates(_ results: [Result<CompiledTemplate, TemplateErrors>], _ directory: String) throws(TemplateErrors) -> [CompiledTemplate] {
        var templates: [CompiledTemplate] = []
        var issues: [TemplateIssue] = []
        for result in results {
            switch result {
            case .success(let template): templates.append(template)
            case .failure(let errors): issues += errors.issues
            }
        }
        if !issues.isEmpty { throw TemplateErrors(issues) }
        if templates.isEmpty { throw missing(directory + "/templates", "it holds no template (*.yaml)") }
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

    static func read(path: String, folding: KeyFolding) throws(TemplateErrors) -> TemplateDraft {
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
