// What the reader of lost Han makes of passages, with the evidence of each word and term, for judge.py (which compiles it with the reader's sources).
//
// Usage: evidence MODELS IN OUT    MODELS: the folder of restoration.bin. IN: lines of id, language, true text, reading. OUT: one JSON object a passage.
import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 4, let content = try? String(contentsOfFile: arguments[2], encoding: .utf8) else {
    print("usage: evidence MODELS IN OUT")
    exit(64)
}
let reader = try LostHanReader(directory: arguments[1])

func item(_ range: Range<Int>, _ text: String, _ confidence: Double, _ evidence: LostHanReading.Evidence) -> [String: Any] {
    ["start": range.lowerBound, "text": text, "confidence": confidence, "kind": evidence.kind, "features": RestorationCalibration.features(evidence).map(Double.init)]
}

var lines: [String] = []
var symbols = 0
let begin = clock()
for row in content.split(separator: "\n") {
    let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard columns.count >= 4 else { continue }
    symbols += columns[3].unicodeScalars.count
    var passage = columns[3]
    let reading = passage.withUTF8 { reader.reading(of: $0, language: columns[1]) }
    let object: [String: Any] = [
        "id": columns[0], "language": columns[1], "true": columns[2], "text": reading.text, "confidence": reading.confidence,
        "words": zip(reading.words, reading.wordEvidence).map { item($0.range, $0.text, $0.confidence, $1) },
        "terms": zip(reading.terms, reading.termEvidence).map { item($0.range, $0.text, $0.confidence, $1) },
    ]
    lines.append(String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self))
}
let seconds = Double(clock() - begin) / Double(CLOCKS_PER_SEC)
try (lines.joined(separator: "\n") + "\n").write(toFile: arguments[3], atomically: true, encoding: .utf8)
print("\(arguments[2]): \(symbols) letters, \(Int(Double(symbols) / max(seconds, 1e-6))) a second")
