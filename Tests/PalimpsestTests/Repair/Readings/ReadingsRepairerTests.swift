import Testing

@testable import Palimpsest

@Suite struct ReadingsRepairerTests {
    /// The lost passage of a description that the target repeats: each says how much of it was read alike.
    @Test func agreementOfTwoReadingsIsTold() throws {
        let records = try QualitySupport.records(try QualitySupport.bytes("congjiang-county"))
        let told = records[0].suspects.filter { $0.kind == .wrongScript && $0.reasons.contains { $0.contains("repeats this text") } }
        #expect(!told.isEmpty)
    }

    /// A lost text is never mended by another reading of it that is lost as well.
    @Test func aLostTextIsNoEvidenceForAnother() throws {
        for dump in QualitySupport.dumps {
            for record in try QualitySupport.records(try QualitySupport.bytes(dump)) {
                for suspect in record.suspects {
                    for candidate in suspect.candidates where candidate.method == RepairMethod.readings.rawValue {
                        #expect(!record.suspects.contains { $0.kind == .wrongScript && !candidate.text.isEmpty && text(of: $0, in: record) == candidate.text })
                    }
                }
            }
        }
    }

    private func text(of suspect: Suspect, in record: Record) -> String {
        String(decoding: record.document.text.bytes[suspect.range.start..<suspect.range.end], as: UTF8.self)
    }
}
