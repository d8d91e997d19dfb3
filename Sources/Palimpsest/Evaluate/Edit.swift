/// A change of a text: the bytes at `range` become `replacement`.
public struct Edit: Hashable, Sendable {
    public var range: Range<Int>
    public var replacement: [UInt8]
    public var kind: Damage.Kind

    /// Where an offset at which something begins has gone.
    func moveStart(_ offset: Int) -> Int {
        if offset >= range.upperBound { return offset + replacement.count - range.count }
        return offset <= range.lowerBound ? offset : range.lowerBound
    }

    /// Where an offset at which something ends has gone.
    func moveEnd(_ offset: Int) -> Int {
        if offset <= range.lowerBound { return offset }
        if offset >= range.upperBound { return offset + replacement.count - range.count }
        return range.lowerBound + replacement.count
    }

    func move(_ place: Range<Int>) -> Range<Int> {
        let start = moveStart(place.lowerBound)
        return start..<max(start, moveEnd(place.upperBound))
    }

    func move(_ place: RangeSet<Int>) -> RangeSet<Int> { RangeSet(place.ranges.map(move)) }
}

extension LabelledDump {
    /// The dump with one change in its text. What the page says stays as it is; where it stands moves along.
    public func applying(_ edit: Edit) -> LabelledDump {
        var result = self
        result.replaceText(edit.range, by: edit.replacement)
        for index in result.spans.indices {
            result.spans[index].range = edit.move(result.spans[index].range)
            result.spans[index].readRight = result.spans[index].readRight.map(edit.move)
        }
        result.displaced = edit.move(result.displaced)
        for index in result.labelLines.indices { result.labelLines[index].range = edit.move(result.labelLines[index].range) }
        for index in result.indicators.indices {
            result.indicators[index].heading = result.indicators[index].heading.map(edit.move)
            for number in result.indicators[index].fields.indices {
                let field = result.indicators[index].fields[number]
                result.indicators[index].fields[number].place = field.place.map(edit.move)
                result.indicators[index].fields[number].date = field.date.map(edit.move)
            }
        }
        if edit.kind == .iconNoise {
            let start = edit.range.lowerBound
            let noise = Span(range: start..<start + edit.replacement.count, isGarbled: false, isNoise: true, trueText: nil)
            let position = result.spans.firstIndex { $0.range.lowerBound >= noise.range.upperBound } ?? result.spans.count
            result.spans.insert(noise, at: position)
        }
        return result
    }
}
