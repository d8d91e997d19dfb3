/// Records of a free title over a line of known shape that follow one another without a title: where the page sets them side by side, their titles come
/// first, then those lines.
struct EntryRun {
    var titleKey: String
    var objects: [ObjectBuilder] = []
    /// The lines above the first one, a blank line between two groups.
    var titles: [[Int]] = []
}

extension RecordBuilder {
    /// What is left of the confidence in a title that is known by its place among others.
    private static let titleByPlace = 0.85
    /// What is left of it where titles and records are not as many.
    private static let openTitle = 0.6
    /// Lines of a title, and titles that stand side by side.
    private static let most = (lines: 3, titles: 4)

    /// A record of a free title over a line of known shape.
    mutating func readEntry(_ choice: TemplateAlignment.Choice, _ type: Int, _ number: Int) {
        guard let rule = template.recordTypes[type].entry else { return }
        let titles = takeTitles(before: choice.candidate.firstLine)
        if !titles.isEmpty { settleEntries() }
        flushPending()
        closeField()
        let object = ObjectBuilder(element: number)
        object.cover(passage(of: choice.candidate).extent)
        object.confidence = choice.posterior
        if titles.isEmpty, entryRun == nil { reportLostTitle(object) }
        let values = tools.values(bytes, template)
        for (slot, place) in zip(rule.pattern.slots, choice.candidate.slots) {
            switch values.read(slot.type, in: place) {
            case .value(let scalar, let range, let confidence, let notes):
                for note in notes { report(note, at: range) }
                object.confidence = min(object.confidence, confidence)
                object.set(slot.id, .scalar(scalar))
            case .unreadable(let note, let range): report(note, at: range)
            case .absent:
                // A word that is none of the choices is kept as it was read.
                object.confidence = min(object.confidence, 0.8)
                object.set(slot.id, .scalar(.asRead(Passage(place))))
            }
        }
        let parent = template.elements[number].parent
        builder(for: parent).append(object, toList: template.recordTypes[type].collection)
        builder(for: parent).hasContent = true
        itemsOwner = nil
        indicator = nil
        if !titles.isEmpty { entryRun = EntryRun(titleKey: rule.titleKey, titles: titles) }
        entryRun?.objects.append(object)
    }

    /// The pending lines just above, in groups that a blank line parts; only the last group where the lines above it cannot be titles.
    private mutating func takeTitles(before line: Int) -> [[Int]] {
        var groups: [[Int]] = []
        var below = line
        while let last = pending.last, below - last <= 2 {
            if !groups.isEmpty, below - last == 1, groups[0].count < Self.most.lines {
                groups[0].insert(last, at: 0)
            } else if groups.isEmpty || below - last > 1, groups.count < Self.most.titles {
                groups.insert([last], at: 0)
            } else {
                break
            }
            pending.removeLast()
            below = last
        }
        return groups
    }

    /// Gives the records that follow one another their titles.
    mutating func settleEntries() {
        guard let run = entryRun else { return }
        entryRun = nil
        if run.objects.count == 1, let object = run.objects.first { return setOnlyTitle(run, of: object) }
        if run.objects.count == run.titles.count {
            for (object, title) in zip(run.objects, run.titles) { setTitle(title, of: object, run.titleKey, Self.titleByPlace) }
            return
        }
        for title in run.titles.dropLast() { unmatch(title) }
        guard let last = run.titles.last, let first = run.objects.first else { return }
        // One line above the first is its title; those of the others are lost.
        let isOnly = run.titles.count == 1 && last.count == 1
        setTitle(last, of: first, run.titleKey, isOnly ? 1 : Self.openTitle)
        for object in run.objects.dropFirst(isOnly ? 1 : 0) { reportLostTitle(object) }
    }

    private mutating func reportLostTitle(_ object: ObjectBuilder) {
        object.confidence = min(object.confidence, Self.openTitle)
        guard let range = object.range else { return }
        report(.init(level: .warning, code: .damagedHeading, message: "no title stands above this line; it is lost, or stands elsewhere"), at: range)
    }

    /// The last lines above a record, and those above a blank line that they go on from: OCR parts the lines of a title as well.
    private mutating func setOnlyTitle(_ run: EntryRun, of object: ObjectBuilder) {
        guard var first = run.titles.indices.last else { return }
        while first > 0, let line = run.titles[first].first, ASCII.isLowercase(bytes[document.lines.lines[line].content.start]) { first -= 1 }
        for title in run.titles[..<first] { unmatch(title) }
        setTitle(run.titles[first...].flatMap { $0 }, of: object, run.titleKey, 1)
        guard run.titles.count > 1 else { return }
        object.confidence = min(object.confidence, Self.titleByPlace)
        let place = document.lines.lines[run.titles[0][0]].content
        report(.init(level: .info, code: .uncertainOwner, message: "there is more text above this title, which may be part of it"), at: place)
    }

    private mutating func setTitle(_ lines: [Int], of object: ObjectBuilder, _ key: String, _ confidence: Double) {
        var pieces = lines.map { document.lines.lines[$0].content }
        if let first = pieces.first { pieces[0] = withoutBullet(first) }
        let title = joined(pieces)
        if confidence == 1 { object.cover(title.extent) } else { addFurniture("title", title) }
        object.setFirst(key, .scalar(.asRead(title)))
        object.confidence = min(object.confidence, confidence)
        guard confidence == Self.titleByPlace else { return }
        report(.init(level: .info, code: .uncertainOwner, message: "titles of several stand together here; they are taken for theirs in order"), at: title.extent)
    }
}
