import Glibc

/// The `*.txt` files below a folder, in byte-wise order of their paths.
///
/// Folders are opened one at a time and only the names of the folders on the way down are held, so a tree of any size
/// takes little memory. Hidden files and folders (a leading dot) are left out and symbolic links to folders are not
/// followed, as `ripgrep` does; both can be named on the command line. A link to a file counts as the file. Since no
/// link to a folder is followed, the walk cannot go in circles.
struct FolderWalk {
    private struct Level {
        var path: [UInt8]
        /// What is left to visit, last first. Folders carry a trailing slash, which gives the order of whole paths.
        var names: [[UInt8]]

        /// Takes the next path, and whether it is a folder's.
        mutating func next() -> (path: [UInt8], isFolder: Bool)? {
            guard var name = names.popLast() else { return nil }
            let isFolder = name.last == UInt8(ascii: "/")
            if isFolder { name.removeLast() }
            return (FolderWalk.join(path, name), isFolder)
        }
    }

    let root: [UInt8]
    private let isWanted: ([UInt8]) -> Bool
    private var levels: [Level] = []
    private var foundAny = false
    private var pendingFailures: [FileFailure] = []

    /// - Parameter isWanted: which names of files are meant.
    init(root: [UInt8], isWanted: @escaping ([UInt8]) -> Bool = Self.isText) {
        self.root = root
        self.isWanted = isWanted
        descend(into: root)
    }

    mutating func next() -> BatchInput? {
        while true {
            if let failure = pendingFailures.popLast() {
                foundAny = true
                return .failure(failure)
            }
            guard !levels.isEmpty else { break }
            guard let (path, isFolder) = levels[levels.count - 1].next() else {
                levels.removeLast()
                continue
            }
            if isFolder {
                descend(into: path)
            } else if let input = input(at: path) {
                foundAny = true
                return input
            }
        }
        guard !foundAny else { return nil }
        foundAny = true
        return .failure(FileFailure(.emptyFolder, root, "is a folder without *.txt files; name the files themselves"))
    }

    /// A file of the folder; `nil` for pipes and devices that happen to be called `*.txt`.
    private func input(at path: [UInt8]) -> BatchInput? {
        do {
            guard case .file(let byteCount, let modified) = try PathKind(of: path) else { return nil }
            return .file(InputFile(path: path, origin: .path, expectedBytes: byteCount, modified: modified))
        } catch {
            return .failure(error)
        }
    }

    private mutating func descend(into path: [UInt8]) {
        guard let folder = withCPath(path, { opendir($0) }) else {
            pendingFailures.append(FileFailure(path: path, errorNumber: errno))
            return
        }
        defer { closedir(folder) }
        var names: [[UInt8]] = []
        while let entry = readdir(folder) {
            let name = Self.name(of: entry)
            guard name.first != UInt8(ascii: ".") else { continue }
            switch Int(entry.pointee.d_type) {
            case Int(DT_DIR): names.append(name + [UInt8(ascii: "/")])
            case Int(DT_REG), Int(DT_LNK): if isWanted(name) { names.append(name) }
            case Int(DT_UNKNOWN):
                // Some file systems do not tell the kind; ask, without following links.
                var status = stat()
                guard withCPath(name, { fstatat(dirfd(folder), $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else { continue }
                if status.st_mode & S_IFMT == S_IFDIR {
                    names.append(name + [UInt8(ascii: "/")])
                } else if isWanted(name) {
                    names.append(name)
                }
            default: continue
            }
        }
        names.sort { $1.lexicographicallyPrecedes($0) }
        levels.append(Level(path: path, names: names))
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        withUnsafeBytes(of: &entry.pointee.d_name) { field in Array(field.prefix { $0 != 0 }) }
    }

    /// Whether a name ends in `.txt`, in letters of any case.
    static func isText(_ name: [UInt8]) -> Bool {
        guard name.count > 4, name[name.count - 4] == UInt8(ascii: ".") else { return false }
        return zip(name.suffix(3), "txt".utf8).allSatisfy { $0 | 0x20 == $1 }
    }

    static func join(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
        folder.last == UInt8(ascii: "/") ? folder + name : folder + [UInt8(ascii: "/")] + name
    }
}
