// Learns how an English OCR model misreads Han: which 0 to 4 letters it puts for each character, by expectation maximisation.
//
// Usage: swiftc -O channel.swift -o channel && channel PAIRS OUT
// PAIRS: lines of `model TAB true TAB symbols`, model 0 (standard) or 1 (fast), both texts without spaces, as pairs.py of this folder writes them.
// OUT.characters and OUT.symbols list the alphabets by use; OUT.base, OUT.left and OUT.right hold records of (UInt64 key, Float32 count).
// Keys: base = model<<48 | character<<28 | piece; left and right = model<<62 | neighbour<<45 | character<<28 | piece, where the neighbour is the
// character before or after. A piece is up to four symbols of seven bits, first symbol highest; symbols count from 1.
//
// The alignment is a semi-Markov chain (each character emits a run of letters, monotone), trained by forward-backward as in Jansche's and
// Bisani & Ney's joint sequence models: first without context, then with the character before as context, backing off to none.
import Foundation

/// Counts by 64-bit key: open addressing, doubling.
final class Counts {
    var keys: UnsafeMutablePointer<UInt64>
    var values: UnsafeMutablePointer<Float>
    var mask: Int
    var used = 0
    init(bits: Int) {
        mask = (1 << bits) - 1
        keys = .allocate(capacity: mask + 1); keys.initialize(repeating: .max, count: mask + 1)
        values = .allocate(capacity: mask + 1); values.initialize(repeating: 0, count: mask + 1)
    }
    deinit { keys.deallocate(); values.deallocate() }
    @inline(__always) func slot(_ key: UInt64) -> Int {
        var at = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
        while keys[at] != key && keys[at] != .max { at = (at + 1) & mask }
        return at
    }
    @inline(__always) func value(_ key: UInt64) -> Float { values[slot(key)] }
    @inline(__always) func add(_ key: UInt64, _ value: Float) {
        let at = slot(key)
        if keys[at] == .max {
            keys[at] = key
            used += 1
            if used * 10 > mask * 6 { values[at] = value; grow(); return }
        }
        values[at] += value
    }
    func grow() {
        let bigger = Counts(bits: (mask + 1).trailingZeroBitCount + 1)
        for i in 0...mask where keys[i] != .max { bigger.add(keys[i], values[i]) }
        swap(&keys, &bigger.keys); swap(&values, &bigger.values); swap(&mask, &bigger.mask); swap(&used, &bigger.used)
    }
    func write(_ path: String, above least: Float) {
        var data = Data()
        for i in 0...mask where keys[i] != .max && values[i] >= least {
            withUnsafeBytes(of: keys[i]) { data.append(contentsOf: $0) }
            withUnsafeBytes(of: values[i]) { data.append(contentsOf: $0) }
        }
        try? data.write(to: URL(fileURLWithPath: path))
    }
}

struct Line { var model: Int; var text: [UInt32]; var symbols: [UInt8] }

let arguments = CommandLine.arguments
guard arguments.count == 3, let content = try? String(contentsOfFile: arguments[1], encoding: .utf8) else {
    print("usage: channel PAIRS OUT"); exit(64)
}
var rows: [(Int, [UInt32], [UInt32])] = []
var characterUse: [UInt32: Int] = [:], symbolUse: [UInt32: Int] = [:]
for row in content.utf8.split(separator: 10) {
    let parts = row.split(separator: 9).map { String(Substring($0)).unicodeScalars.map(\.value) }
    guard parts.count == 3 else { continue }
    rows.append((parts[0] == [49] ? 1 : 0, parts[1], parts[2]))
    for c in parts[1] { characterUse[c, default: 0] += 1 }
    for s in parts[2] { symbolUse[s, default: 0] += 1 }
}
let characters = characterUse.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
let symbols = Array(symbolUse.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key).prefix(126))
let characterID = Dictionary(uniqueKeysWithValues: characters.enumerated().map { ($1, UInt32($0 + 1)) })
let symbolID = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, UInt8($0 + 1)) })
let lines = rows.map { Line(model: $0.0, text: $0.1.map { characterID[$0] ?? 0 }, symbols: $0.2.map { symbolID[$0] ?? 127 }) }
rows = []
print("\(lines.count) lines, \(characters.count) characters, \(symbols.count) symbols")

let count = characters.count + 1
var letters = [Float](repeating: 1.0 / 128, count: 128)                 // P(symbol)
var bag = [Float](repeating: 1.0 / 128, count: count * 128)             // P(symbol | character), smoothed
var lengths = [Float](repeating: 0, count: count * 5)                   // P(length | character), smoothed
for c in 0..<count { for (n, p) in [0.08, 0.55, 0.25, 0.09, 0.03].enumerated() { lengths[c * 5 + n] = Float(p) } }
var base = Counts(bits: 16), baseTotal = [Float](repeating: 0, count: count), modelTotal = [Float](repeating: 0, count: count * 2)
var left = Counts(bits: 16), leftTotal = Counts(bits: 16)
let strengthOfBag: Float = 3, strengthOfPool: Float = 6, strengthOfContext: Float = 4

@inline(__always) func pieceKey(_ model: Int, _ c: UInt32, _ piece: UInt32) -> UInt64 { UInt64(model) << 48 | UInt64(c) << 28 | UInt64(piece) }
@inline(__always) func pairKey(_ model: Int, _ other: UInt32, _ c: UInt32, _ piece: UInt32) -> UInt64 {
    UInt64(model) << 62 | UInt64(other) << 45 | UInt64(c) << 28 | UInt64(piece)
}

/// One round over all lines. With `context`, the character before conditions the piece. Returns the log-likelihood a character (nats).
func round(context: Bool, last: Bool, right: Counts) -> Double {
    let newBase = Counts(bits: 20), newLeft = Counts(bits: 20), newLeftTotal = Counts(bits: 18)
    var newBag = [Float](repeating: 0, count: count * 128), newLengths = [Float](repeating: 0, count: count * 5)
    var total = 0.0, used = 0, skipped = 0
    for line in lines {
        let n = line.text.count, m = line.symbols.count
        guard n > 0, m > 0, m <= 4 * n, m * 3 >= n else { skipped += 1; continue }
        let width = max(10, abs(m - n) / 2 + 8), span = 2 * width + 1
        func low(_ i: Int) -> Int { i * m / n - width }
        var forward = [Double](repeating: 0, count: (n + 1) * span), backward = forward
        var chance = [Float](repeating: 0, count: (n + 1) * span * 5)    // of character i emitting the piece of length k from j
        var scale = [Double](repeating: 1, count: n + 1)
        forward[0 - low(0)] = 1
        for i in 0..<n {
            let c = line.text[i], before = i > 0 ? line.text[i - 1] : 0
            let pairTotal = context ? leftTotal.value(pairKey(line.model, before, c, 0)) : 0
            let ownTotal = modelTotal[Int(c) * 2 + line.model]
            var sum = 0.0
            for j in max(0, low(i))...min(m, low(i) + span - 1) where forward[i * span + j - low(i)] > 0 {
                var piece: UInt32 = 0, guess: Float = 1
                for k in 0...4 where j + k <= m {
                    if k > 0 {
                        let s = line.symbols[j + k - 1]
                        piece = piece << 7 | UInt32(s)
                        guess *= bag[Int(c) * 128 + Int(s)]
                    }
                    let to = j + k - low(i + 1)
                    guard to >= 0, to < span else { continue }
                    var p = lengths[Int(c) * 5 + k] * guess
                    p = (base.value(pieceKey(2, c, piece)) + strengthOfBag * p) / (baseTotal[Int(c)] + strengthOfBag)
                    p = (base.value(pieceKey(line.model, c, piece)) + strengthOfPool * p) / (ownTotal + strengthOfPool)
                    if pairTotal > 0 { p = (left.value(pairKey(line.model, before, c, piece)) + strengthOfContext * p) / (pairTotal + strengthOfContext) }
                    chance[(i * span + j - low(i)) * 5 + k] = p
                    let mass = forward[i * span + j - low(i)] * Double(p)
                    forward[(i + 1) * span + to] += mass
                    sum += mass
                }
            }
            guard sum > 0 else { break }
            scale[i + 1] = sum
            for j in 0..<span { forward[(i + 1) * span + j] /= sum }
        }
        let end = m - low(n)
        guard end >= 0, end < span, forward[n * span + end] > 1e-30 else { skipped += 1; continue }
        total += log(forward[n * span + end]) + scale.reduce(0) { $0 + log($1) }
        used += n
        backward[n * span + end] = 1 / forward[n * span + end]
        for i in (0..<n).reversed() {
            let c = line.text[i], before = i > 0 ? line.text[i - 1] : 0, after = i + 1 < n ? line.text[i + 1] : 0
            for j in max(0, low(i))...min(m, low(i) + span - 1) where forward[i * span + j - low(i)] > 0 {
                var piece: UInt32 = 0, sum = 0.0
                for k in 0...4 where j + k <= m {
                    if k > 0 { piece = piece << 7 | UInt32(line.symbols[j + k - 1]) }
                    let to = j + k - low(i + 1)
                    guard to >= 0, to < span else { continue }
                    let rest = backward[(i + 1) * span + to] * Double(chance[(i * span + j - low(i)) * 5 + k]) / scale[i + 1]
                    guard rest > 0 else { continue }
                    sum += rest
                    let share = Float(rest * forward[i * span + j - low(i)])
                    guard share > 0.003 else { continue }
                    newBase.add(pieceKey(line.model, c, piece), share)
                    newBase.add(pieceKey(2, c, piece), share)
                    newLengths[Int(c) * 5 + k] += share
                    for back in 0..<k { newBag[Int(c) * 128 + Int(line.symbols[j + back])] += share }
                    if share > 0.02 {
                        newLeft.add(pairKey(line.model, before, c, piece), share)
                        newLeftTotal.add(pairKey(line.model, before, c, 0), share)
                        if last { right.add(pairKey(line.model, after, c, piece), share) }
                    }
                }
                backward[i * span + j - low(i)] = sum
            }
        }
    }
    // The new estimates.
    base = newBase; left = newLeft; leftTotal = newLeftTotal
    var all = [Float](repeating: 0.5, count: 128), allLengths = [Float](repeating: 1, count: 5)
    for c in 0..<count {
        for s in 0..<128 { all[s] += newBag[c * 128 + s] }
        for k in 0..<5 { allLengths[k] += newLengths[c * 5 + k] }
    }
    let sum = all.reduce(0, +), sumLengths = allLengths.reduce(0, +)
    for s in 0..<128 { letters[s] = all[s] / sum }
    for c in 0..<count {
        let own = newBag[c * 128..<c * 128 + 128].reduce(0, +), ownLengths = newLengths[c * 5..<c * 5 + 5].reduce(0, +)
        for s in 0..<128 { bag[c * 128 + s] = 0.2 * letters[s] + 0.8 * (newBag[c * 128 + s] + 8 * letters[s]) / (own + 8) }
        for k in 0..<5 { lengths[c * 5 + k] = (newLengths[c * 5 + k] + 2 * allLengths[k] / sumLengths) / (ownLengths + 2) }
        baseTotal[c] = ownLengths; modelTotal[c * 2] = 0; modelTotal[c * 2 + 1] = 0
    }
    for i in 0...base.mask where base.keys[i] != .max && base.keys[i] >> 48 < 2 {
        modelTotal[Int(base.keys[i] >> 28 & 0xFFFFF) * 2 + Int(base.keys[i] >> 48)] += base.values[i]
    }
    print("  \(used) characters, \(skipped) lines left out, \(total / Double(max(used, 1)) / log(2)) bits a character, \(base.used) pieces, \(left.used) pieces in context")
    return total / Double(max(used, 1))
}

let right = Counts(bits: 20)
for number in 0..<8 { _ = round(context: number >= 5, last: number == 7, right: right) }
try? characters.map { String(UnicodeScalar($0)!) }.joined(separator: "\n").write(toFile: arguments[2] + ".characters", atomically: true, encoding: .utf8)
try? symbols.map { String(UnicodeScalar($0)!) }.joined(separator: "\n").write(toFile: arguments[2] + ".symbols", atomically: true, encoding: .utf8)
base.write(arguments[2] + ".base", above: 0.02)
left.write(arguments[2] + ".left", above: 0.1)
right.write(arguments[2] + ".right", above: 0.1)
