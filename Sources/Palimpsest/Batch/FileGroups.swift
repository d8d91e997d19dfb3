/// Neighbouring inputs that one task works on: enough to make the task worth its while, few enough to share the work out.
struct FileGroup: Sendable {
    /// 0-based position among the groups of the batch.
    var index: Int
    var inputs: [BatchInput]
    /// Bytes that the files had when they were found.
    var expectedBytes: Int
}

/// Cuts the inputs into groups as they come.
struct FileGroups: IteratorProtocol {
    /// A group is full when it has this many bytes or files.
    static let bytes = 1 << 19
    static let files = 64

    private var inputs: InputWalk
    private var index = 0
    /// Groups that were cut ahead of their turn.
    private var ahead: [FileGroup] = []

    init(_ inputs: InputWalk) { self.inputs = inputs }

    mutating func next() -> FileGroup? { ahead.isEmpty ? cut() : ahead.removeFirst() }

    /// Whether at most one group is left. Cuts up to two groups ahead.
    mutating func isSingle() -> Bool {
        while ahead.count < 2, let group = cut() { ahead.append(group) }
        return ahead.count < 2
    }

    private mutating func cut() -> FileGroup? {
        var group = FileGroup(index: index, inputs: [], expectedBytes: 0)
        while group.expectedBytes < Self.bytes && group.inputs.count < Self.files, let input = inputs.next() {
            if case .file(let file) = input { group.expectedBytes += file.expectedBytes }
            group.inputs.append(input)
        }
        guard !group.inputs.isEmpty else { return nil }
        index += 1
        return group
    }
}
