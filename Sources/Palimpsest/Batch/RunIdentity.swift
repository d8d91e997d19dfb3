/// What must be the same for a run to continue another: else the output would be of two kinds.
///
/// The inputs are no part of it. Those that were read are compared one by one when a run is continued; those that were not may change.
public struct RunIdentity: Hashable, Sendable {
    /// Digest of what tells one build of the program from another.
    public var program: String
    /// Digest of the options that change the output.
    public var options: String
    /// Digest of names, sizes and dates of the templates, lexicons and models.
    public var dictionaries: String

    init(program: String, options: String, dictionaries: String) {
        self.program = program
        self.options = options
        self.dictionaries = dictionaries
    }

    /// - Parameters:
    ///   - program: the path of the running program.
    ///   - options: everything that changes what is written for an input.
    ///   - dictionaries: the folder with templates, lexicons and models.
    public init(program: String, options: [String], dictionaries: String) {
        self.init(
            program: Self.digest([Self.state(of: Array(program.utf8))]), options: Self.digest(options),
            dictionaries: Self.digest(["templates", "lexicons", "models"].flatMap { Self.states(in: Array("\(dictionaries)/\($0)".utf8)) }))
    }

    /// What is different, for a message; `nil` when nothing is.
    func difference(from other: RunIdentity) -> String? {
        if options != other.options { return "with other options" }
        if dictionaries != other.dictionaries { return "with other templates, lexicons or models" }
        return program == other.program ? nil : "by another build of the program"
    }

    private static func digest(_ parts: [String]) -> String {
        // The lengths keep ["ab", "c"] and ["a", "bc"] apart.
        String(SourceDigest.sha256(Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8)).prefix(32))
    }

    private static func states(in folder: [UInt8]) -> [String] {
        var walk = FolderWalk(root: folder, isWanted: { _ in true })
        var states: [String] = []
        while let input = walk.next() {
            if case .file(let file) = input {
                states.append(SafeText.line(Array(file.path.dropFirst(folder.count))) + " \(file.expectedBytes) \(file.modified)")
            }
        }
        return states
    }

    private static func state(of path: [UInt8]) -> String {
        guard case .file(let count, let modified)? = try? PathKind(of: path) else { return "" }
        return "\(count) \(modified)"
    }
}
