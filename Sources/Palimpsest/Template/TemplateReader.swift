/// Reads a template file into a ``TemplateDraft``.
///
/// The language is described in `Dictionaries/templates/README.md`. Every fault is collected with its line; a template
/// with faults is not compiled.
struct TemplateReader {
    let cursor: YAMLCursor
    let folding: KeyFolding
    var template = TemplateDraft()
    var choiceNames: [String] = []
    var typeNames: [String] = []
    var typeNodes: [[String: YAMLNode]] = []
    /// The node that each anchor was read from.
    var anchorNodes: [YAMLNode?] = []

    /// - Throws: ``TemplateErrors`` with every fault found.
    static func read(yaml: String, path: String, folding: KeyFolding) throws(TemplateErrors) -> TemplateDraft {
        let cursor = YAMLCursor(path: path)
        var reader = TemplateReader(cursor: cursor, folding: folding)
        do {
            guard let root = try YAMLDocument.root(of: yaml) else {
                let message = "the file holds no YAML document; a template begins with the key `template`"
                throw TemplateErrors([TemplateIssue(path: path, line: 1, column: 1, message: message)])
            }
            reader.readRoot(root)
        } catch let error as TemplateErrors {
            throw error
        } catch let error as YAMLError {
            throw TemplateErrors([error.issue(path: path, yaml: yaml)])
        } catch {
            throw TemplateErrors([TemplateIssue(path: path, line: 1, column: 1, message: "\(error)")])
        }
        guard cursor.issues.isEmpty else { throw TemplateErrors(cursor.issues.sorted { ($0.line, $0.column) < ($1.line, $1.column) }) }
        return reader.template
    }

    private init(cursor: YAMLCursor, folding: KeyFolding) {
        self.cursor = cursor
        self.folding = folding
    }

    // MARK: Root

    private mutating func readRoot(_ root: YAMLNode) {
        let members = cursor.members(
            of: root, what: "a template", required: ["template", "title", "language", "sections"],
            optional: ["units", "choices", "furniture", "page_edges", "record_types", "sentences"]
        )
        template.id = cursor.text(members["template"], what: "`template`") ?? ""
        // `--template` finds the file by its name.
        if let stem = cursor.path.split(separator: "/").last, stem.hasSuffix(".yaml"), !template.id.isEmpty, stem.dropLast(5) != template.id {
            cursor.report("the template is called `\(template.id)` and its file `\(stem)`; call the file `\(template.id).yaml`", at: members["template"])
        }
        template.title = cursor.text(members["title"], what: "`title`") ?? ""
        template.language = cursor.text(members["language"], what: "`language`") ?? "en"
        readUnits(members["units"])
        readChoices(members["choices"])
        for node in cursor.list(members["furniture"], what: "`furniture`") { readFurniture(node, columns: nil) }
        readPageEdges(members["page_edges"])
        declareRecordTypes(members["record_types"])
        for i in typeNodes.indices { readRecordType(i) }
        for node in cursor.list(members["sentences"], what: "`sentences`") { readSentence(node) }
        for node in cursor.list(members["sections"], what: "`sections`") { readSection(node, parent: -1, level: 1) }
        if !template.elements.contains(where: \.beginsProfile), let sections = members["sections"] {
            cursor.report("one section must say `begins_profile: true`, so that several profiles in one file can be told apart", at: sections)
        }
        if template.elements.count > AlignmentState.maximumElements {
            cursor.report("a template can have \(AlignmentState.maximumElements) sections and records; split it in two", at: members["sections"])
        }
        reportAmbiguities()
    }

    private mutating func readUnits(_ node: YAMLNode?) {
        for (symbol, value) in cursor.pairs(of: node, what: "`units`") {
            let members = cursor.members(of: value, what: "a unit", required: ["ucum", "words"])
            let words = cursor.list(members["words"], what: "`words`").compactMap { cursor.text($0, what: "a unit word") }
            template.units.append(Unit(symbol: symbol, ucum: cursor.text(members["ucum"], what: "`ucum`") ?? "", words: words))
        }
    }

    private mutating func readChoices(_ node: YAMLNode?) {
        for (name, value) in cursor.pairs(of: node, what: "`choices`") {
            let values = cursor.list(value, what: "choice `\(name)`").compactMap { cursor.text($0, what: "a choice") }
            if values.isEmpty { cursor.report("the choice `\(name)` has no values; list them, one a line after a hyphen", at: value) }
            template.choices.append(Choice(id: name, values: values.map { ($0, folding.key(of: $0)) }))
            choiceNames.append(name)
        }
    }

    mutating func readFurniture(_ node: YAMLNode, columns: Int?) {
        let members = cursor.members(of: node, what: "a standing text", required: ["id", "text"])
        guard let id = cursor.text(members["id"], what: "`id`"), let pattern = pattern(members["text"]) else { return }
        template.furniture.append(id)
        let index = template.furniture.count - 1
        if let columns {
            template.columns[columns].furniture.append((index, pattern.prefix))
        }
        addAnchor(.furniture(index), pattern, at: members["text"])
    }

    private mutating func readSentence(_ node: YAMLNode) {
        let members = cursor.members(of: node, what: "a sentence", required: ["id", "text"], optional: ["slots"])
        guard let id = cursor.text(members["id"], what: "`id`"), let pattern = pattern(members["text"]) else { return }
        template.sentences.append(Sentence(id: id, pattern: pattern, quantities: quantities(members["slots"], pattern, at: members["text"])))
    }

    // MARK: Shared

    mutating func addAnchor(_ role: Role, _ pattern: Pattern, isOpen: Bool = false, endsWithColon: Bool? = nil, at node: YAMLNode? = nil) {
        template.anchors.append(
            AnchorDraft(role: role, pattern: pattern, endsWithColon: endsWithColon ?? pattern.source.hasSuffix(":"), isOpen: isOpen)
        )
        anchorNodes.append(node)
    }

    func pattern(_ node: YAMLNode?) -> Pattern? {
        guard let node, let source = cursor.text(node, what: "a line of the form") else { return nil }
        do {
            let pattern = try Pattern(source, folding: folding, choices: choiceNames)
            if pattern.parts.isEmpty {
                cursor.report("a line of the form needs a letter, a digit or a slot: this has nothing to find it by", at: node)
                return nil
            }
            return pattern
        } catch {
            cursor.report(error.message, at: node)
            return nil
        }
    }

    /// A type and, for numbers, the unit that a word after it names: `decimal hectares`, `choice region`.
    func typeAndUnit(_ node: YAMLNode?) -> (type: SlotType, unit: Unit?)? {
        guard let node, let source = cursor.text(node, what: "`type`") else { return nil }
        let words = source.split(separator: " ", maxSplits: 1).map(String.init)
        let argument = words.count > 1 ? words[1] : nil
        do {
            let type = try SlotType(words.first ?? "", argument: argument, choices: choiceNames)
            return (type, unit(of: type, word: argument, at: node))
        } catch {
            cursor.report(error.message, at: node)
            return nil
        }
    }

    /// The unit that a type has or that a word names.
    private func unit(of type: SlotType, word: String?, at node: YAMLNode?) -> Unit? {
        switch type {
        case .choice: return nil
        case .percent where word == nil: return Unit(symbol: "%", ucum: "%", words: [])
        case .integer, .decimal:
            guard let word else { return nil }
            if let unit = template.units.first(where: { $0.words.contains(word) || $0.symbol == word }) { return unit }
            cursor.report("no unit of `units` has the word `\(word)`; declare it there, as in `ha: {ucum: har, words: [hectares]}`", at: node)
            return nil
        default:
            if let word { cursor.report("this type takes no further word, and `\(word)` follows it", at: node) }
            return nil
        }
    }

    /// Names and units of the number slots of a line or sentence.
    func quantities(_ node: YAMLNode?, _ pattern: Pattern, at place: YAMLNode?) -> [(slot: String, name: String?, unit: Unit?)] {
        let slots = pattern.slots.filter(\.type.isNumeric)
        var found = slots.map { slot in (slot: slot.id, name: String?.none, unit: unit(of: slot.type, word: slot.unitWord, at: place)) }
        for (slot, value) in cursor.pairs(of: node, what: "`slots`") {
            let details = cursor.members(of: value, what: "a slot", optional: ["name", "unit", "ucum"])
            guard let index = found.firstIndex(where: { $0.slot == slot }) else {
                let known = slots.isEmpty ? "it has no number slots" : "its number slots are " + slots.map(\.id).joined(separator: ", ")
                cursor.report("the line has no number slot {\(slot)}; \(known)", at: value)
                continue
            }
            found[index].name = cursor.text(details["name"], what: "`name`")
            if let symbol = cursor.text(details["unit"], what: "`unit`") {
                let ucum = cursor.text(details["ucum"], what: "`ucum`") ?? template.units.first { $0.symbol == symbol }?.ucum ?? symbol
                found[index].unit = Unit(symbol: symbol, ucum: ucum, words: [])
            }
        }
        return found
    }

    func constants(_ node: YAMLNode?, what: String) -> [(key: String, value: Scalar)] {
        cursor.pairs(of: node, what: what).map { ($0.key, cursor.constant($0.value)) }
    }

    func lineRule(_ node: YAMLNode) -> LineRule? {
        let members = cursor.members(of: node, what: "a line", required: ["text"], optional: ["score", "merge", "set", "to", "slots"])
        guard let pattern = pattern(members["text"]) else { return nil }
        var rule = LineRule(
            pattern: pattern, score: cursor.text(members["score"], what: "`score`"), merges: false, constants: constants(members["set"], what: "`set`")
        )
        rule.quantities = quantities(members["slots"], pattern, at: members["text"])
        if let node = members["merge"], let slot = cursor.text(node, what: "`merge`") {
            rule.merges = pattern.slots.contains { $0.id == slot && $0.type == .points }
            if !rule.merges { cursor.report("`merge` names a slot of the line of type points, as in {\(slot):points}", at: node) }
        }
        if rule.score != nil, !pattern.slots.contains(where: { $0.id == "value" }) {
            cursor.report("a line with `score` needs a slot {value:integer}, and may have {maximum:integer}", at: members["text"])
        }
        if let node = members["to"], let word = cursor.text(node, what: "`to`") {
            rule.target = LineTarget(rawValue: word)
            if rule.target == nil { cursor.report("`to` is `profile` or `object`, not `\(word)`", at: node) }
        }
        return rule
    }

    func sumRule(_ node: YAMLNode?) -> SumRule? {
        guard let node else { return nil }
        let members = cursor.members(of: node, what: "`sum`", required: ["value", "of"])
        let path = (cursor.text(members["of"], what: "`of`") ?? "").split(separator: ".").map(String.init)
        guard path.count == 2, let value = cursor.text(members["value"], what: "`value`") else {
            cursor.report("`of` names a list and a key in it, as in `components.value`", at: members["of"] ?? node)
            return nil
        }
        return SumRule(value: value, list: path[0], member: path[1])
    }
}
