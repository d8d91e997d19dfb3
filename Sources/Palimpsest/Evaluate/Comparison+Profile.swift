/// The head of the profile. A part that the OCR did not read right is not judged: the record cannot know it.
extension Comparison {
    mutating func judgeProfile() {
        judgeText("name", dump.truth.profile.city)
        judgeText("mayor", dump.truth.profile.mayor)
        judgeText("country", dump.truth.profile.country)
        judgeText("region", dump.truth.profile.region)
        if let population = dump.truth.profile.population {
            let node = record.profile.node("population")
            noteValue(
                .profile, "population", expected: String(population), got: text(node),
                isRight: node?.integer == population, confidence: node?.probability)
        }
    }

    private mutating func judgeText(_ key: String, _ expected: String?) {
        let node = record.profile.node(key)
        let got = text(node).flatMap { $0.isEmpty ? nil : $0 }
        guard let expected else {
            if let got { note(.profile, .invented, key, got: got) }
            return
        }
        guard dump.isReadable(expected) else { return }
        let right = got.map { Folding.scalars($0) == Folding.scalars(expected) } ?? false
        noteValue(.profile, key, expected: expected, got: got, isRight: right, confidence: node?.probability)
    }

    private struct Claim {
        var group: String?
        var tier: String
        var percent: Int64?
        var confidence: Double
    }

    mutating func judgeAwards() {
        var claims = (record.profile.node("awards")?.items ?? []).map { node in
            Claim(
                group: text(node.member("group")), tier: text(node.member("tier")) ?? "",
                percent: node.member("percent")?.integer, confidence: node.member("percent")?.probability ?? 1)
        }
        // What has an owner first, so that an open award does not take its claim.
        let order = dump.truth.awards.enumerated().sorted { a, b in
            (a.element.group == nil ? 1 : 0, a.offset) < (b.element.group == nil ? 1 : 0, b.offset)
        }
        for (index, award) in order {
            let subject = "\(index + 1) \(award.group ?? "open")/\(award.tier)"
            let fitting = claims.indices.filter { isSameTier(claims[$0], award) && owns(claims[$0], award) }
            let best = fitting.first { claims[$0].percent == award.percent } ?? fitting.first
            let claim = best.map { claims.remove(at: $0) }
            let right = claim?.percent == award.percent
            noteValue(
                .awards, subject, expected: "\(award.percent)", got: claim.map { $0.percent.map(String.init) ?? "nothing" },
                isRight: right, confidence: award.group == nil ? nil : claim?.confidence)
        }
        for claim in claims {
            note(.awards, .invented, "\(claim.group ?? "open")/\(claim.tier)", got: claim.percent.map(String.init) ?? "nothing")
        }
    }

    private func isSameTier(_ claim: Claim, _ award: Truth.Award) -> Bool {
        Folding.title(claim.tier) == Folding.title(award.tier)
    }

    /// An award that is open on paper may be left open or be given with doubt to a group that it may belong to; a guess given
    /// as fact is wrong.
    private func owns(_ claim: Claim, _ award: Truth.Award) -> Bool {
        let group = claim.group.map(Folding.groupName)
        if let owner = award.group { return group == Folding.groupName(owner) }
        guard let group else { return true }
        let candidates = award.mayBe ?? []
        return claim.confidence <= 0.9 && candidates.contains { Folding.groupName($0) == group }
    }
}
