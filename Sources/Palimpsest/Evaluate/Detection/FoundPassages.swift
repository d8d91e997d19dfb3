/// The suspects of a file's records, and which characters of the file lie in them.
struct FoundPassages {
    private(set) var suspects: [Suspect] = []
    /// For each character the number of its suspect; -1 outside all.
    private(set) var owners: [Int32]
    /// The characters of each suspect.
    private(set) var places: [Range<Int>] = []

    /// - Parameter ink: the characters of the file as it lies on disk.
    init(_ records: [Record], in ink: InkText) {
        owners = Array(repeating: -1, count: ink.count)
        for record in records {
            for suspect in record.suspects {
                let start = record.document.text.sourceStart(suspect.range.start)
                let place = ink.indices(in: start..<max(start, record.document.text.sourceEnd(suspect.range.end)))
                for index in place { owners[index] = Int32(suspects.count) }
                suspects.append(suspect)
                places.append(place)
            }
        }
    }

    func kind(at index: Int) -> SuspectKind? { owners[index] < 0 ? nil : suspects[Int(owners[index])].kind }

    func isGarble(at index: Int) -> Bool { kind(at: index)?.isGarble ?? false }
}
