/// Which indicator and field each place of a record lies in.
struct PassageOwners {
    struct Owner {
        /// Index into ``Record/indicators``.
        var indicator: Int
        /// Index into the indicator's fields; `nil` for its heading and labels.
        var field: Int?
    }

    private var places: [(range: TextRange, owner: Owner)] = []

    init(_ record: Record) {
        for (number, indicator) in record.indicators.enumerated() {
            for (index, field) in indicator.fields.enumerated() {
                for piece in field.text.pieces where !piece.isEmpty {
                    places.append((piece, Owner(indicator: number, field: index)))
                }
            }
            if let heading = indicator.heading, !heading.isEmpty { places.append((heading.extent, Owner(indicator: number, field: nil))) }
        }
        places.sort { $0.range.start < $1.range.start }
    }

    /// The owner of the first place that `range` shares text with.
    func owner(of range: TextRange) -> Owner? {
        let first = places.partitioningIndex { $0.range.end > range.start }
        guard first < places.count, places[first].range.overlaps(range) else { return nil }
        return places[first].owner
    }
}
