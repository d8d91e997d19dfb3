extension Record {
    /// What there is to tell of this profile: what ingest found in its part of the file or in the file as a whole, then
    /// what the later stages found. A diagnostic that a later stage passed on is listed once.
    public var allDiagnostics: [Diagnostic] {
        if document.diagnostics.isEmpty { return diagnostics }
        let known = Set(diagnostics)
        let ingest = document.diagnostics.filter { diagnostic in
            guard !known.contains(diagnostic) else { return false }
            guard let place = diagnostic.range else { return true }
            return place.overlaps(range) || range.contains(place.start)
        }
        return ingest + diagnostics
    }
}
