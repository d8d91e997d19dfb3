/// All inputs of a run in order: first the paths that were named, then those of a list; folders are replaced by their
/// `*.txt` files. Nothing is collected: each input is looked up when its turn comes.
public struct InputWalk: IteratorProtocol {
    private var paths: ArraySlice<[UInt8]>
    private var list: PathList?
    private var folder: FolderWalk?
    private let onlyFiles: Bool

    /// - Parameters:
    ///   - paths: files, folders, and `-` for standard input.
    ///   - list: more files and folders; a `-` in it is a file of that name.
    ///   - onlyFiles: whether pipes are refused, since what came out of them does not come again.
    public init(paths: [[UInt8]], list: PathList? = nil, onlyFiles: Bool = false) {
        self.paths = paths[...]
        self.list = list
        self.onlyFiles = onlyFiles
    }

    public mutating func next() -> BatchInput? {
        while true {
            if let input = folder?.next() { return input }
            folder = nil
            if let path = paths.popFirst() {
                if path == InputFile.standardInput.path { return .file(.standardInput) }
                if let input = look(at: path) { return input }
            } else {
                do {
                    guard let path = try list?.next() else { return nil }
                    if let input = look(at: path) { return input }
                } catch {
                    list = nil
                    return .failure(error)
                }
            }
        }
    }

    /// What lies at `path`; `nil` when it is a folder, which is then walked.
    private mutating func look(at path: [UInt8]) -> BatchInput? {
        do {
            switch try PathKind(of: path) {
            case .file(let byteCount, let modified):
                return .file(InputFile(path: path, origin: .path, expectedBytes: byteCount, modified: modified))
            case .pipe:
                guard !onlyFiles else {
                    return .failure(FileFailure(.notAFile, path, "is a pipe, which cannot be read a second time; copy it to a file, or leave out --resume"))
                }
                return .file(InputFile(path: path, origin: .path, expectedBytes: 0))
            case .folder:
                folder = FolderWalk(root: path)
                return nil
            case .other(let kind):
                return .failure(FileFailure(.notAFile, path, "is \(kind); give a text file, or - for standard input"))
            }
        } catch {
            return .failure(error)
        }
    }
}
