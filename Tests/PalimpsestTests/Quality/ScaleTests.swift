import Testing

@testable import Palimpsest

/// Extreme files take time in proportion to their size: four times the bytes, not sixteen times the time.
@Suite(.serialized) struct ScaleTests {
    private static let dump = Result { try QualitySupport.text("congjiang-county") }

    enum Shape: CaseIterable {
        case oneLine, emptyLines, wordsOfTheTemplate, manyProfiles

        /// A text of about `size` bytes.
        func text(_ size: Int) throws -> String {
            switch self {
            case .oneLine: String(repeating: "Currently, the city has 12 things of 3 points. ", count: size / 48)
            case .emptyLines: String(repeating: "\n", count: size)
            case .wordsOfTheTemplate: String(repeating: "Increase protected arcas\n", count: size / 25)
            case .manyProfiles: String(repeating: try ScaleTests.dump.get() + "\n", count: max(1, size / 19_097))
            }
        }

        /// Bytes, chosen so that the larger text takes a debug build some tenths of a second.
        var size: Int { self == .emptyLines ? 50_000 : self == .oneLine ? 400_000 : 80_000 }
    }

    @Test(arguments: Shape.allCases)
    func timeGrowsWithSize(_ shape: Shape) throws {
        let small = try time(shape, shape.size)
        let large = try time(shape, 4 * shape.size)
        #expect(large < .seconds(20), "\(shape): \(4 * shape.size) bytes took \(large)")
        #expect(large < small * 10 + .milliseconds(100), "\(shape): \(small) for \(shape.size) bytes, \(large) for four times as many")
    }

    /// The best of two runs, since other tests run beside this one.
    private func time(_ shape: Shape, _ size: Int) throws -> Duration {
        let bytes = Array(try shape.text(size).utf8)
        return try (0..<2).map { _ in
            try ContinuousClock().measure {
                let records = try QualitySupport.records(bytes)
                #expect(!records.isEmpty)
            }
        }.min() ?? .zero
    }
}
