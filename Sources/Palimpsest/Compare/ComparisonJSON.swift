/// A comparison for programs: `{"profiles": […], "only_old": […], "only_new": […], "totals": {…}}`, written profile by profile.
public struct ComparisonJSON {
    private var isFirst = true

    public init() {}

    public var prologue: [UInt8] { Array("{\"profiles\":[".utf8) }

    /// One profile, changed or not.
    public mutating func bytes(of profile: RunComparison.Profile) -> [UInt8] {
        var out = ByteWriter()
        isFirst ? out.literal("\n{\"name\":") : out.literal(",\n{\"name\":")
        isFirst = false
        if let name = profile.name { out.string(name) } else { out.literal("null") }
        out.member("matched_by", profile.ground)
        out.literal(",\"old\":")
        Self.side(profile.old, to: &out)
        out.literal(",\"new\":")
        Self.side(profile.new, to: &out)
        out.literal(",\"changes\":[")
        for (index, change) in profile.changes.enumerated() {
            if index > 0 { out.literal(",") }
            out.literal("{\"key\":")
            out.string(change.key)
            out.member("change", change.kind.rawValue)
            out.literal(",\"old\":")
            Self.state(change.old, to: &out)
            out.literal(",\"new\":")
            Self.state(change.new, to: &out)
            out.literal("}")
        }
        out.literal("]}")
        var output: [UInt8] = []
        out.append(to: &output)
        return output
    }

    public func epilogue(_ totals: RunTotals, gone: [(name: String?, path: String)], added: [(name: String?, path: String)]) -> [UInt8] {
        var out = ByteWriter()
        out.literal("\n],\"only_old\":")
        Self.list(gone, to: &out)
        out.literal(",\"only_new\":")
        Self.list(added, to: &out)
        out.literal(",\"totals\":{\"profiles\":")
        out.integer(totals.profiles)
        out.literal(",\"unchanged\":")
        out.integer(totals.unchanged)
        out.literal(",\"came\":")
        out.integer(totals.came)
        out.literal(",\"went\":")
        out.integer(totals.went)
        out.literal(",\"changed\":")
        out.integer(totals.changed)
        out.literal(",\"verdicts\":{")
        for (index, (change, profiles)) in totals.verdictChanges.enumerated() {
            if index > 0 { out.literal(",") }
            out.string(change)
            out.literal(":")
            out.integer(profiles)
        }
        out.literal("},\"clean_share\":")
        if let shares = totals.cleanShares {
            out.literal("{\"old\":")
            out.probability(shares.old)
            out.literal(",\"new\":")
            out.probability(shares.new)
            out.literal("}")
        } else {
            out.literal("null")
        }
        out.literal("}}\n")
        var output: [UInt8] = []
        out.append(to: &output)
        return output
    }

    private static func list(_ profiles: [(name: String?, path: String)], to out: inout ByteWriter) {
        out.literal("[")
        for (index, profile) in profiles.enumerated() {
            if index > 0 { out.literal(",") }
            out.literal("{\"path\":")
            out.string(profile.path)
            out.member("name", profile.name)
            out.literal("}")
        }
        out.literal("]")
    }

    private static func side(_ side: RunComparison.Profile.Side, to out: inout ByteWriter) {
        out.literal("{\"path\":")
        out.string(side.path)
        out.literal(",\"profile_index\":")
        out.integer(side.profileIndex)
        out.member("verdict", side.verdict)
        out.literal(",\"clean_share\":")
        if let share = side.cleanShare { out.probability(share) } else { out.literal("null") }
        out.literal("}")
    }

    private static func state(_ state: RunComparison.Change.State?, to out: inout ByteWriter) {
        guard let state else { return out.literal("null") }
        out.literal("{\"value\":")
        out.string(state.value)
        out.literal(",\"confidence\":")
        if let confidence = state.confidence { out.probability(confidence) } else { out.literal("null") }
        out.member("verdict", state.verdict)
        out.literal("}")
    }
}
