extension ColumnScanner {
    /// Lines, blank ones counted, on which the last word of a label may stand below the others.
    private static let reach = 2

    /// Joins labels of rows that are broken over two lines with something of another column in between: `Frontrunner 25% complete` over
    /// `profile`, `Starter Frontrunner` over `profile profile`.
    func wrappedRows(in found: [Found], _ stream: UnsafeBufferPointer<UInt8>) -> [Found] {
        guard let rows = layout.matrix?.rows else { return found }
        var result = found
        var taken = Set<Int>()
        for place in found.indices {
            guard case .free = found[place].item, !taken.contains(place), let row = rows.firstIndex(where: { $0.words.count == 2 && isWord($0.words[0], found[place], stream) }),
                let tail = self.tail(rows[row].words[1], of: place, found, stream, taken)
            else { continue }
            taken.insert(tail)
            result[place].item = .row(row)
            result[place].rest = [found[tail].first]
            result[place].cost = 1
            result[place].isBroken = true
        }
        return taken.isEmpty ? found : result.indices.filter { !taken.contains($0) }.map { result[$0] }
    }

    /// Lines, blank ones counted, on which the word of a cell may stand below its number.
    private static let reachOfCell = 4

    /// Joins cells of narrow cards, whose word stands below the number with those of other cards in between: `25% 100% 67%` over `complete complete complete`.
    /// A number that has its sign takes the next such word that is free.
    func wrappedCells(in found: [Found], _ stream: UnsafeBufferPointer<UInt8>) -> [Found] {
        guard let word = layout.matrix?.cellLiteral.plain, !word.isEmpty else { return found }
        var result = found
        var taken = Set<Int>()
        for place in found.indices {
            guard case .free = found[place].item, !taken.contains(place), let number = number(in: found[place].first), number.hasDigit,
                number.range.end + 1 == found[place].first.end, bytes[number.range.end] == UInt8(ascii: "%"),
                let tail = found.indices.first(where: { next in
                    guard case .free = found[next].item, next > place, !taken.contains(next) else { return false }
                    return found[next].line > found[place].line && found[next].line <= found[place].line + Self.reachOfCell && isWord(word, found[next], stream)
                })
            else { continue }
            taken.insert(tail)
            result[place].item = .cell(found[place].first)
            result[place].rest = [found[tail].first]
            result[place].cost = 1
        }
        return taken.isEmpty ? found : result.indices.filter { !taken.contains($0) }.map { result[$0] }
    }

    private func isWord(_ word: [UInt8], _ found: Found, _ stream: UnsafeBufferPointer<UInt8>) -> Bool {
        word.count == found.key.count && word.elementsEqual(stream[found.key])
    }

    /// The place of a word, as it stands, on the lines below.
    private func tail(_ word: [UInt8], of place: Int, _ found: [Found], _ stream: UnsafeBufferPointer<UInt8>, _ taken: Set<Int>) -> Int? {
        let line = found[place].line
        var next = place + 1
        while next < found.count, found[next].line <= line + Self.reach {
            if case .free = found[next].item, found[next].line > line, !taken.contains(next), isWord(word, found[next], stream) { return next }
            next += 1
        }
        return nil
    }
}
