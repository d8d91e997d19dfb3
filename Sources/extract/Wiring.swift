import Palimpsest

/// The one place where the command line asks the library for templates.
struct Templates {
    let directory: String

    /// - Throws: ``CommandFailure`` with status 78 when there is no such folder.
    init(_ options: DictionaryOptions, context: ProcessContext) throws {
        do {
            directory = try TemplateLibrary.locate(
                explicit: options.dictionaries.map { String(decoding: RawArguments.bytes(from: $0), as: UTF8.self) },
                environment: context.environment, executable: context.executable)
        } catch {
            throw Self.failure(error)
        }
    }

    /// The templates to choose from, or the one that was asked for.
    func load(only id: String? = nil) throws -> [CompiledTemplate] {
        do {
            return try TemplateLibrary.load(directory: directory, only: id)
        } catch {
            throw failure(error, loading: id)
        }
    }

    /// As ``load(only:)``, with the help of other cores.
    func loadConcurrently(only id: String? = nil) async throws -> [CompiledTemplate] {
        do {
            return try await TemplateLibrary.loadConcurrently(directory: directory, only: id)
        } catch {
            throw failure(error, loading: id)
        }
    }

    /// A wrong name on the command line is not a fault of the templates.
    private func failure(_ error: any Error, loading id: String?) -> CommandFailure {
        guard let id, let all = try? TemplateLibrary.load(directory: directory), !all.contains(where: { $0.id == id }) else { return Self.failure(error) }
        return CommandFailure(
            .usage, "there is no template \(SafeText.line(Array(id.utf8))); known are: " + (["auto"] + all.map(\.id)).joined(separator: ", "))
    }

    /// What finds doubtful passages.
    ///
    /// - Throws: ``CommandFailure`` with status 78 when a model is missing or broken.
    func detector() throws -> Detector {
        do {
            return try Detector(directory: directory)
        } catch {
            throw CommandFailure(.configuration, SafeText.line(Array("\(error)".utf8)))
        }
    }

    /// What mends them.
    ///
    /// - Throws: ``CommandFailure`` as ``detector()``.
    func repairs(_ options: RepairOptions, usual: RepairerSelection, templates: [CompiledTemplate]) throws -> RepairEngine {
        do {
            // What is only proposed where all are shown, a repair that was not told to use it does not make.
            return try RepairEngine(
                directory: directory, templates: templates, selection: try options.selection(usual: usual),
                applying: try options.selection(usual: .quick), threshold: options.threshold)
        } catch let error as ModelError {
            throw CommandFailure(.configuration, SafeText.line(Array("\(error)".utf8)))
        }
    }

    private static func failure(_ error: any Error) -> CommandFailure {
        CommandFailure(.configuration, describe(error))
    }

    /// One line for an error of the template library; `PATH:LINE:COLUMN: MESSAGE` where it has a place.
    static func describe(_ error: any Error) -> String {
        guard let errors = error as? TemplateErrors else { return SafeText.line(Array("\(error)".utf8)) }
        return errors.issues.map { "\(SafeText.line(Array($0.path.utf8)))\($0.place): \($0.message)" }.joined(separator: "\n")
    }

    /// The faults of one template file; none when it is well.
    static func issues(in path: PathArgument) -> [TemplateIssue] {
        TemplateLibrary.check(path: String(decoding: path.bytes, as: UTF8.self))
    }

    /// The JSON Schema of the records of `template`, or of every record.
    static func schema(of template: CompiledTemplate?) -> String {
        RecordSchema(template: template?.keys).text
    }
}
