/// The rows of CSV of one record. All of them begin alike, so that this part is made once.
struct CSVRow: ~Copyable {
    private var out = ByteWriter(capacity: 32_768)
    private var isFirst = true
    private var prefix: [UInt8] = []
    /// Holds a text between the document, which joins its lines, and the cell, which quotes it.
    private var scratch: [UInt8] = []

    /// Makes the cells written so far the beginning of every row.
    mutating func makePrefix() {
        out.append(to: &prefix)
        out.clear()
    }

    mutating func begin() {
        out.bytes(prefix)
        isFirst = prefix.isEmpty
    }

    mutating func end() { out.literal("\r\n") }

    /// Appends all rows to `output`.
    func append(to output: inout [UInt8]) { out.append(to: &output) }

    mutating func cell(_ text: String) {
        comma()
        var text = text
        text.withUTF8 { CSVCell.append($0, to: &out) }
    }

    /// A cell of any bytes; those that are not UTF-8 become U+FFFD.
    mutating func cell(_ bytes: [UInt8]) { cell(String(decoding: bytes, as: UTF8.self)) }

    mutating func integer(_ value: Int) {
        comma()
        out.integer(value)
    }

    mutating func probability(_ value: Double) {
        comma()
        out.probability(value)
    }

    /// The text of a passage as read.
    mutating func text(_ passage: Passage, _ document: Document) {
        comma()
        scratch.removeAll(keepingCapacity: true)
        document.appendText(of: passage, to: &scratch)
        scratch.withUnsafeBufferPointer { CSVCell.append($0, to: &out) }
    }

    /// A value as it is written in JSON, but without quotation marks; `null` is an empty cell.
    mutating func scalar(_ scalar: Scalar, _ document: Document) {
        comma()
        scratch.removeAll(keepingCapacity: true)
        append(scalar, document)
        scratch.withUnsafeBufferPointer { CSVCell.append($0, to: &out) }
    }

    /// `value unit; value unit`.
    mutating func quantities(_ quantities: [Value], _ document: Document) {
        comma()
        scratch.removeAll(keepingCapacity: true)
        for (index, quantity) in quantities.enumerated() {
            if index > 0 { scratch += "; ".utf8 }
            append(quantity.scalar, document)
            if let unit = quantity.unit {
                scratch.append(UInt8(ascii: " "))
                scratch += unit.utf8
            }
        }
        scratch.withUnsafeBufferPointer { CSVCell.append($0, to: &out) }
    }

    private mutating func append(_ scalar: Scalar, _ document: Document) {
        switch scalar {
        case .null: break
        case .boolean(let boolean): scratch += (boolean ? "true" : "false").utf8
        case .integer(let integer): write { $0.integer(integer) }
        case .decimal(let number): write { $0.decimal(number) }
        case .date(let date): write { $0.date(date) }
        case .string(let string): scratch += string.utf8
        case .asRead(let passage): document.appendWords(of: passage, to: &scratch)
        }
    }

    private mutating func write(_ body: (inout ByteWriter) -> Void) {
        var number = ByteWriter(capacity: 64)
        body(&number)
        number.append(to: &scratch)
    }

    private mutating func comma() {
        if !isFirst { out.byte(UInt8(ascii: ",")) }
        isFirst = false
    }
}
