/// Writes the features of the places that HanLattice weighs, for `calibrate.py`, which compiles this with the sources of
/// Sources/Palimpsest/Detect/Han.
///
/// Usage: features MODEL TEXT OUT [repeat]. MODEL.pairs is what pairs.py makes of it. TEXT is UTF-8; a line of a form feed parts documents. OUT: Float32 rows of kind (0 character,
/// 1 stray, 2 option of a character), the halves of its start, the option's code point or 0, then the features, filled up with zeros.
import Foundation

let arguments = CommandLine.arguments
let model = try HanModel(path: arguments[1], pairsPath: arguments[1] + ".pairs")
let grams = HanGrams(model: model)
let bytes = try [UInt8](Data(contentsOf: URL(filePath: arguments[2])))
var rows: [Float] = []
let width = 4 + HanFeatures.optionCount
var han = 0

func scan(_ lines: [TextRange], _ bytes: UnsafeBufferPointer<UInt8>) {
    let scan = HanScan(lines, in: bytes, grams: grams)
    for (text, lattice) in scan.blocks {
        han += text.han
        let features = HanFeatures(lattice: lattice, text: text, bytes: bytes, misreadShare: scan.misreadShare, echoes: scan.echoes)
        for (number, place) in lattice.places.enumerated() {
            let isHan = lattice.symbols[place.index] >= HanSymbol.firstHan
            let start = text.starts[place.index]
            // An option's features begin with those of its place.
            var values = [Float](repeating: 0, count: HanFeatures.optionCount)
            values.withUnsafeMutableBufferPointer { features.write(number, to: $0) }
            // Two halves of the offset: a Float32 holds 24 bits.
            rows += [isHan ? 0 : 1, Float(start >> 12), Float(start & 4095), 0] + values
            guard isHan else { continue }
            let doubt = model.characters.logOdds(values)
            for option in place.options.indices where place.options[option].isNamed {
                values.withUnsafeMutableBufferPointer { features.write(option, of: place, doubt: doubt, to: $0) }
                rows += [2, Float(start >> 12), Float(start & 4095), Float(model.scalar(place.options[option].symbol))] + values
            }
        }
    }
}

bytes.withUnsafeBufferPointer { bytes in
    for _ in 0..<(arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1) {
        rows.removeAll()
        let began = Date()
        var lines: [TextRange] = [], start = 0
        for at in bytes.indices where bytes[at] == 10 || bytes[at] == 12 {
            lines.append(TextRange(start, at))
            start = at + 1
            if bytes[at] == 12 {
                scan(lines, bytes)
                lines.removeAll()
            }
        }
        scan(lines, bytes)
        let seconds = Date().timeIntervalSince(began)
        FileHandle.standardError.write(Data("\(bytes.count) bytes, \(han) Han, \(rows.count / width) places, \(seconds) s, \(Double(bytes.count) / seconds / 1e6) MB/s\n".utf8))
    }
}
try rows.withUnsafeBytes { try Data($0).write(to: URL(filePath: arguments[3])) }
