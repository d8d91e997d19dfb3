extension Pipeline {
    /// The records of one input of a batch: reads the file and takes it through every stage.
    ///
    /// - Parameter maximumBytes: larger files are refused.
    /// - Throws: ``FileFailure`` with the input's path and what to do about it.
    public func records(
        of input: BatchInput, maximumBytes: Int = BatchOptions().maximumBytes
    ) throws(FileFailure) -> [Record] {
        var memory = LineMemory()
        return try records(of: input, maximumBytes: maximumBytes, memory: &memory)
    }

    /// As ``records(of:maximumBytes:)``, with what is remembered of the lines of the files before.
    func records(of input: BatchInput, maximumBytes: Int, memory: inout LineMemory) throws(FileFailure) -> [Record] {
        let file: InputFile
        switch input {
        case .file(let found): file = found
        case .failure(let failure): throw failure
        }
        let bytes = try FileReader(maximumBytes: maximumBytes).contents(of: file)
        do throws(IngestError) {
            return try records(of: bytes, path: file.path, memory: &memory)
        } catch {
            throw FileFailure(.refused, file.path, error.message)
        }
    }
}
