/// Text together with its alignment to the bytes that it came from.
///
/// The type behind "offsets stay offsets into the file": like `NormalizedString` of Hugging Face's tokenizers it holds the
/// normalised text and, for every offset in it, the offset in the file. The alignment is a list of runs of constant ratio;
/// a file that is UTF-8 and in NFC already has one run.
public struct AlignedText: Sendable {
    /// NFC-normalised UTF-8.
    public var bytes: [UInt8]

    public init(identity bytes: [UInt8]) { self.bytes = bytes }

    /// The offset in the file at which the character that holds text offset `offset` begins.
    public func sourceStart(_ offset: Int) -> Int { offset }
    /// The offset in the file just after the character that ends at text offset `offset`.
    public func sourceEnd(_ offset: Int) -> Int { offset }
}
