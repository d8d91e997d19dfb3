import Testing

@testable import Palimpsest

@Suite struct ReliabilityTests {
    private func samples(_ confidence: Double, right: Int, wrong: Int) -> [ConfidenceSample] {
        let one = { ConfidenceSample(group: .fields, confidence: confidence, right: $0) }
        return Array(repeating: one(true), count: right) + Array(repeating: one(false), count: wrong)
    }

    private func isNear(_ number: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
        number.map { abs($0 - expected) < tolerance } ?? false
    }

    @Test func theErrorIsTheWeightedGap() {
        // Half say 0.9 and are right in 7 of 10; half say 0.2 and are right in 2 of 10.
        let reliability = Reliability(samples(0.9, right: 70, wrong: 30) + samples(0.2, right: 20, wrong: 80))
        #expect(isNear(reliability.error, 0.1, 1e-12))
        #expect(isNear(reliability.adaptiveError, 0.1, 1e-12))
        // Brier: (70·0.01 + 30·0.81 + 20·0.64 + 80·0.04) / 200
        #expect(isNear(reliability.brier, 0.205, 1e-12))
        #expect(reliability.bins.map(\.count) == [100, 100])
        #expect(reliability.adaptiveBins.count == 2)
    }

    @Test func calibratedProbabilitiesHaveAnErrorNearWhatChanceGives() throws {
        var random = SplitMix64(seed: 42)
        let calibrated = (0..<20_000).map { _ in
            let confidence = random.unit()
            return ConfidenceSample(group: .fields, confidence: confidence, right: random.unit() < confidence)
        }
        let reliability = Reliability(calibrated)
        let floor = try #require(reliability.floor)
        #expect(isNear(reliability.error, 0, 0.015))
        #expect(isNear(reliability.error, floor, 0.005))
        // The Brier score of a calibrated uniform forecast is 1/6.
        #expect(isNear(reliability.brier, 1 / 6, 0.005))
    }

    @Test func overconfidenceShows() {
        var random = SplitMix64(seed: 7)
        let bold = (0..<5_000).map { _ in
            let truth = random.unit()
            return ConfidenceSample(group: .fields, confidence: truth + (1 - truth) / 2, right: random.unit() < truth)
        }
        // The mean of (1 - truth) / 2 is 1/4.
        #expect(isNear(Reliability(bold).error, 0.25, 0.02))
    }

    @Test func theOrderOfTiesDoesNotMatter() {
        var random = SplitMix64(seed: 3)
        let rows = samples(0.9, right: 55, wrong: 20) + samples(0.95, right: 10, wrong: 3) + samples(0.5, right: 4, wrong: 4)
        let first = Reliability(rows).adaptiveError
        for _ in 0..<5 { #expect(Reliability(rows.shuffled(using: &random)).adaptiveError == first) }
    }

    @Test func nothingHasNoError() {
        #expect(Reliability([]).error == nil)
        #expect(Reliability([]).brier == nil)
        #expect(Reliability([]).bins.isEmpty)
    }

    @Test func certaintyIsInTheLastBin() {
        #expect(Reliability(samples(1, right: 3, wrong: 0)).error == 0)
        #expect(Reliability(samples(0, right: 0, wrong: 3)).error == 0)
    }
}
