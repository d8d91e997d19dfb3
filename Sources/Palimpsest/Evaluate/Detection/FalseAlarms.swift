import FoundationEssentials

/// What is suspected in texts of which it is known that they are clean.
public struct FalseAlarms: Sendable {
    public struct File: Sendable {
        public var name: String
        /// ISO 15924 code of most of its letters; `nil` without letters.
        public var script: String?
        /// Characters other than white space.
        public var characters: Int
        /// Those in suspects of each kind.
        public var suspected: [SuspectKind: Int]

        /// Characters in suspects of any kind.
        public var all: Int { suspected.values.reduce(0, +) }
        public var share: Double { characters == 0 ? 0 : Double(all) / Double(characters) }
    }

    /// By name.
    public var files: [File] = []
    /// Files that could not be read, with the reason.
    public var unreadable: [(name: String, reason: String)] = []

    public init() {}

    /// The files with the largest shares, largest first.
    public func worst(_ count: Int = 10) -> [File] {
        Array(files.sorted { ($1.share, $0.name) < ($0.share, $1.name) }.prefix(count))
    }

    /// The files of each script, most first.
    public var byScript: [(script: String, summary: Summary)] {
        Dictionary(grouping: files) { $0.script ?? "Zyyy" }.map { ($0.key, Summary($0.value)) }
            .sorted { ($1.1.files, $0.0) < ($0.1.files, $1.0) }
    }

    public var total: Summary { Summary(files) }

    public struct Summary: Sendable {
        public var files: Int
        public var characters: Int
        public var suspected: [SuspectKind: Int]
        /// Mean of the files' shares; `nil` without files.
        public var meanShare: Double?
        /// Files with more than 0.1 %, and with more than 0.5 %, of their characters in suspects.
        public var aboveThousandth: Int
        public var aboveFiveThousandths: Int

        init(_ files: [File]) {
            self.files = files.count
            characters = files.reduce(0) { $0 + $1.characters }
            suspected = files.reduce(into: [:]) { $0.merge($1.suspected, uniquingKeysWith: +) }
            meanShare = files.isEmpty ? nil : files.reduce(0) { $0 + $1.share } / Double(files.count)
            aboveThousandth = files.filter { $0.share > 0.001 }.count
            aboveFiveThousandths = files.filter { $0.share > 0.005 }.count
        }

        /// Share of all characters; `nil` without characters.
        public var share: Double? { characters == 0 ? nil : Double(suspected.values.reduce(0, +)) / Double(characters) }
    }
}

extension Evaluator {
    /// Measures what is suspected in each `NAME.txt` of a folder of clean texts; those with labels are left out.
    ///
    /// - Throws: ``LabelError`` when the folder cannot be listed or has no such file.
    public func falseAlarms(inPlain directory: String, letterCase: LetterCase? = nil) throws -> FalseAlarms {
        let names: Set<String>
        do {
            names = Set(try FileManager.default.contentsOfDirectory(atPath: directory))
        } catch {
            throw LabelError(file: directory, "cannot be listed")
        }
        let stems = names.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.filter { !names.contains($0 + ".truth.json") }
        guard !stems.isEmpty else { throw LabelError(file: directory, "holds no NAME.txt without labels") }
        var result = FalseAlarms()
        for stem in stems.sorted() {
            guard let data = FileManager.default.contents(atPath: "\(directory)/\(stem).txt") else {
                result.unreadable.append((stem, "cannot be read"))
                continue
            }
            do throws(IngestError) {
                let text = letterCase.map { Array($0.applied(to: String(decoding: data, as: UTF8.self)).utf8) } ?? Array(data)
                result.files.append(try file(stem, text))
            } catch {
                result.unreadable.append((stem, "\(error)"))
            }
        }
        return result
    }

    private func file(_ name: String, _ text: [UInt8]) throws(IngestError) -> FalseAlarms.File {
        let records = try read(text, Array("\(name).txt".utf8))
        let bytes = records.first?.document.text.bytes ?? text
        let ink = InkText(bytes)
        var suspected: [SuspectKind: Int] = [:]
        for suspect in records.flatMap(\.suspects) {
            suspected[suspect.kind, default: 0] += ink.indices(in: suspect.range.start..<suspect.range.end).count
        }
        let script = GarbleKinds.dominantScript(of: String(decoding: bytes, as: UTF8.self))
        return FalseAlarms.File(name: name, script: script?.description, characters: ink.count, suspected: suspected)
    }
}
