extension RecordBuilder {
    /// What is left of the confidence in points that are known by their place in a column of their own.
    private static let byPlace = 0.95

    /// Takes a record whose heading ends with points, when these do not stand on the heading's own line.
    ///
    /// Points set flush right are a column of their own to an engine that reads column by column (Breuel, "Two geometric algorithms for layout
    /// analysis", DAS 2002): the headings come first, then the points, and the first ones stand under the last heading.
    ///
    /// - Returns: whether it did; else the points are the record's.
    mutating func awaitsPoints(_ candidate: Candidate, _ object: ObjectBuilder) -> Bool {
        guard let slot = candidate.slots.last else { return false }
        let place = tools.values(bytes, template).trimmed(slot)
        if place.isEmpty {
            unscored.append(object)
            return true
        }
        guard candidate.lastLine > candidate.firstLine, place == document.lines.lines[candidate.lastLine].content, isPoints(place) else { return false }
        unscored.append(object)
        loosePoints.append(place)
        return true
    }

    /// Takes the lines of points that stand under a list of headings without any; gives back the others.
    mutating func withoutLoosePoints(_ taken: [Int]) -> [Int] {
        if unscored.isEmpty { return taken }
        return taken.filter { line in
            let content = document.lines.lines[line].content
            guard isPoints(content) else { return true }
            loosePoints.append(content)
            return false
        }
    }

    /// Whether a line is points and their maximum, and nothing else.
    private func isPoints(_ content: TextRange) -> Bool {
        guard content.count <= 40, let last = content.isEmpty ? nil : bytes[content.end - 1], ASCII.isLetter(last) else { return false }
        let (reading, maximum) = tools.values(bytes, template).points(in: content)
        guard maximum != nil, case .value(_, let range, _, _) = reading else { return false }
        return range == content
    }

    /// Gives points that stand in a column of their own to the headings before, in order, where there are as many of both, or as many as the form has.
    mutating func settlePoints() {
        guard let first = loosePoints.first else { return }
        defer {
            unscored.removeAll()
            loosePoints.removeAll()
        }
        if unscored.count == 1, loosePoints.count == 1 { return readPoints(first, into: unscored[0]) }
        let places = placesOfUnscored()
        guard places.count == unscored.count else {
            let message = "there are \(unscored.count) headings without points here and \(loosePoints.count) points: whose they are is open, and they are not stored"
            report(.init(level: .warning, code: .uncertainOwner, message: message), at: first)
            return record.unmatched += loosePoints
        }
        for (object, place) in zip(unscored, places) {
            readPoints(loosePoints[place], into: object)
            object.confidence = min(object.confidence, Self.byPlace)
        }
        for place in loosePoints.indices where !places.contains(place) { record.unmatched.append(loosePoints[place]) }
        report(.init(level: .info, code: .uncertainOwner, message: "points stand in a column of their own; they are those of the headings in order"), at: first)
    }

    /// For each heading without points the place of its own among those that stand below; none where that is open.
    private func placesOfUnscored() -> [Int] {
        let found = unscored.map(\.element)
        let parents = Set(found.map { template.elements[$0].parent }), types = Set(found.map { recordType(of: $0) })
        let all = template.elements.indices.filter { parents.contains(template.elements[$0].parent) && types.contains(recordType(of: $0)) }
        // The points are all that the form has: a heading may be lost, or read too late.
        if all.count == loosePoints.count, !all.contains(where: { template.elements[$0].repeats }), Set(found).count == found.count {
            return found.compactMap { all.firstIndex(of: $0) }
        }
        let isInOrder = zip(found, found.dropFirst()).allSatisfy(<)
        return isInOrder && found.count == loosePoints.count ? Array(found.indices) : []
    }
}
