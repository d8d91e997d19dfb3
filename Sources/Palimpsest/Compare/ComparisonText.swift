/// A comparison for people: a block for each profile that changed, then the sums.
public struct ComparisonText {
    private let columns: Int

    /// - Parameter columns: width of the terminal, in cells.
    public init(columns: Int) { self.columns = max(60, columns) }

    /// One profile; empty where nothing changed.
    public func text(of profile: RunComparison.Profile) -> String {
        guard !profile.changes.isEmpty || profile.old.verdict != profile.new.verdict else { return "" }
        var lines = ["\(safe(profile.name ?? "(no name)"))  \(safe(profile.new.path))"]
        if profile.old.path != profile.new.path { lines[0] += "  was \(safe(profile.old.path)) (same \(profile.ground))" }
        var state: [String] = []
        if profile.old.verdict != profile.new.verdict { state.append("\(profile.old.verdict ?? "not judged") → \(profile.new.verdict ?? "not judged")") }
        if let before = profile.old.cleanShare, let after = profile.new.cleanShare {
            state.append("clean text \(percent(before)) → \(percent(after)) (\(points(after - before)))")
        }
        if !state.isEmpty { lines.append("  " + state.joined(separator: ", ")) }
        let width = min(48, profile.changes.map { safe($0.key).count }.max() ?? 0)
        for change in profile.changes { lines.append(line(change, width)) }
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// The sums at the end.
    public func text(of totals: RunTotals, gone: [(name: String?, path: String)], added: [(name: String?, path: String)]) -> String {
        var lines: [String] = []
        for profile in gone { lines.append("- only in the old run: \(safe(profile.name ?? "(no name)"))  \(safe(profile.path))") }
        for profile in added { lines.append("+ only in the new run: \(safe(profile.name ?? "(no name)"))  \(safe(profile.path))") }
        if !lines.isEmpty { lines.append("") }
        lines.append("\(totals.profiles) profiles in both runs, \(totals.unchanged) of them unchanged; \(gone.count) only in the old one, \(added.count) only in the new one")
        lines.append("Values: \(totals.came) came, \(totals.went) went, \(totals.changed) changed")
        for (change, profiles) in totals.verdictChanges { lines.append("Verdict \(change): \(profiles)") }
        if let shares = totals.cleanShares {
            lines.append("Clean text in fields: \(percent(shares.old)) → \(percent(shares.new)) (\(points(shares.new - shares.old)))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ change: RunComparison.Change, _ width: Int) -> String {
        let sign = switch change.kind { case .came: "+"; case .went: "-"; case .changed: "~" }
        let key = safe(change.key)
        let start = "  \(sign) " + key + String(repeating: " ", count: max(0, width - key.count)) + "  "
        let room = max(20, columns - 4 - max(width, key.count) - 2)
        guard let old = change.old, let new = change.new else {
            return start + shortened(change.old?.value ?? change.new?.value ?? "", to: room)
        }
        let verdict = old.verdict == new.verdict ? "" : "[\(old.verdict ?? "–") → \(new.verdict ?? "–")] "
        if old.value == new.value { return start + verdict + shortened(new.value, to: room - verdict.count) }
        let half = max(8, (room - verdict.count - 3) / 2)
        return start + verdict + shortened(old.value, to: half) + " → " + shortened(new.value, to: half)
    }

    private func safe(_ text: String) -> String { SafeText.line(Array(text.utf8)) }

    private func shortened(_ text: String, to width: Int) -> String {
        if text.isEmpty { return "(empty)" }
        let text = safe(String(text.prefix(width + 1)))
        return text.count <= width ? text : text.prefix(max(1, width - 1)) + "…"
    }

    private func percent(_ share: Double) -> String { TextTable.decimals(100 * share, 1) + " %" }

    private func points(_ share: Double) -> String { (share < 0 ? "" : "+") + TextTable.decimals(100 * share, 1) + " points" }
}
