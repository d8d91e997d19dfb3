/// Writes what the repairer of misread Latin sees in documents (UTF-8, NFC), for `calibrate.py`, which compiles this with the sources
/// that it needs.
///
/// Usage: features DICTIONARIES FILES… Each line of standard output: file, start and end (bytes), language, whether the word may be changed,
/// probabilities (misread, right), the word as read, the likeliest candidate, and the features.
import Foundation

/// The lines between line feeds and form feeds, without white space at their ends.
func lines(_ text: [UInt8]) -> [LineTable.Line] {
    var found: [LineTable.Line] = [], start = 0
    for at in 0...text.count where at == text.count || text[at] == 10 || text[at] == 12 {
        var first = start, last = at
        while first < last, text[first] <= 0x20 { first += 1 }
        while last > first, text[last - 1] <= 0x20 { last -= 1 }
        found.append(LineTable.Line(content: TextRange(first, last), origin: start, number: found.count + 1, page: 0, isASCII: false))
        start = at + 1
    }
    return found
}

let arguments = CommandLine.arguments
let reader = try LatinReader(directory: arguments[1])
if arguments[2] == "--time" {
    // Time of 200 readings of a document.
    let text = try [UInt8](Data(contentsOf: URL(filePath: arguments[3])))
    let source = SourceInfo(path: [], sha256: "", byteCount: text.count, lineCount: 0, pageCount: 1, encoding: "UTF-8", encodingConfidence: 1)
    let document = Document(source: source, text: AlignedText(identity: text), lines: LineTable(lines: lines(text)))
    let began = clock()
    var words = 0
    for _ in 0..<200 { words += reader.readings(in: document, range: TextRange(0, text.count), excluding: []).count }
    let seconds = Double(clock() - began) / Double(CLOCKS_PER_SEC)
    print(words / 200, "doubtful words,", Double(200 * text.count) / seconds / 1e6, "MB/s")
    exit(0)
}
for path in arguments.dropFirst(2) {
    let text = try [UInt8](Data(contentsOf: URL(filePath: path)))
    let source = SourceInfo(path: [], sha256: "", byteCount: text.count, lineCount: 0, pageCount: 1, encoding: "UTF-8", encodingConfidence: 1)
    let document = Document(source: source, text: AlignedText(identity: text), lines: LineTable(lines: lines(text)))
    document.text.bytes.withUnsafeBufferPointer { bytes in
        let evidence = reader.evidence(in: document, range: TextRange(0, bytes.count), excluding: [], bytes)
        for doubt in evidence.doubts.doubts {
            let word = evidence.text.words[doubt.word]
            let values = evidence.values(doubt)
            let reading = LatinReport(evidence: evidence, bytes: bytes).reading(doubt, misread: 1, right: 1)
            let (misread, right) = evidence.probabilities(doubt)
            print(
                path, word.range.start, word.range.end, reading.language, evidence.isOpen(doubt) ? 1 : 0, misread, right,
                String(decoding: bytes[word.range.start..<word.range.end], as: UTF8.self), reading.candidates.first?.text ?? "",
                values.map { String($0) }.joined(separator: " "), separator: "\t")
        }
    }
}
