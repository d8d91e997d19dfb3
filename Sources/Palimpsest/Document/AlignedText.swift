/// Text together with its alignment to the bytes that it came from.
///
/// The type behind "offsets stay offsets into the file": like `NormalizedString` of Hugging Face's tokenizers it holds the
/// normalised text and, for every offset in it, the offset in the file. The alignment is a list of runs of constant ratio;
/// a file that is UTF-8 and in NFC already has none and costs nothing.
public struct AlignedText: Sendable {
    /// NFC-normalised UTF-8.
    public var bytes: [UInt8]
    /// Where each byte of ``bytes`` lay in the file.
    public let alignment: Alignment

    /// A text that is the file's bytes as they are: UTF-8, in NFC, without a byte order mark.
    public init(identity bytes: [UInt8]) {
        self.init(bytes, alignment: Alignment(shift: 0))
    }

    init(_ bytes: [UInt8], alignment: Alignment) {
        self.bytes = bytes
        self.alignment = alignment
    }

    /// The offset in the file at which the character that holds text offset `offset` begins.
    ///
    /// Inside a cluster that normalisation changed it is the beginning of the cluster: its parts lay nowhere by themselves.
    public func sourceStart(_ offset: Int) -> Int { alignment.start(offset).source }

    /// The offset in the file just after the character that ends at text offset `offset`.
    ///
    /// Inside a cluster that normalisation changed it is the end of the cluster.
    public func sourceEnd(_ offset: Int) -> Int { alignment.end(offset).source }
}
