import Foundation
import Testing

@testable import Palimpsest

@Suite struct OrderedOutputTests {
    private func finished(_ index: Int, _ text: String, bytes: Int = 1, failures: [FileFailure] = []) -> FinishedGroup {
        var output = FileWorker.Output()
        output.bytes = Array(text.utf8)
        output.hasBody = !text.isEmpty
        output.failures = failures
        return FinishedGroup(index: index, expectedBytes: bytes, output: output)
    }

    private func group(_ index: Int, bytes: Int = 1) -> FileGroup { FileGroup(index: index, inputs: [], expectedBytes: bytes) }

    @Test func groupsAreWrittenInOrderWhateverOrderTheyFinishIn() throws {
        let folder = try TemporaryFolder()
        let file = try AtomicFile(replacing: folder.path("out"))
        var writer = DescriptorWriter(descriptor: file.descriptor)
        var order = OrderedOutput(separator: Array(",".utf8), window: 8)
        var told: [String] = []
        for index in 0..<4 { order.expect(group(index)) }
        let failure = FileFailure(.notFound, Array("x".utf8), "is missing")
        for group in [finished(2, "c"), finished(1, "", failures: [failure]), finished(3, "d"), finished(0, "a")] {
            order.hold(group)
            try order.writeReady(to: &writer) { if case .failure(let failure) = $0 { told.append(failure.message) } }
        }
        try writer.flush()
        try file.commit()
        #expect(try folder.read("out") == "a,c,d")
        #expect(told == ["is missing"])
    }

    @Test func aSlowGroupHoldsTheOthersUp() throws {
        var order = OrderedOutput(separator: [], window: 3)
        var started = 0
        while order.hasRoom {
            order.expect(group(started))
            started += 1
        }
        #expect(started == 3)
        // The later ones finish, the first does not: nothing may be started, or output would pile up.
        var writer = DescriptorWriter(descriptor: -1)
        for index in 1..<3 {
            order.hold(finished(index, ""))
            try order.writeReady(to: &writer) { _ in }
            #expect(!order.hasRoom)
        }
        order.hold(finished(0, ""))
        try order.writeReady(to: &writer) { _ in }
        #expect(order.hasRoom)
    }

    @Test func aLargeFileGoesThroughAlone() {
        var order = OrderedOutput(separator: [], window: 8)
        #expect(order.hasRoom)
        order.expect(group(0, bytes: OrderedOutput.bytes * 4))
        #expect(!order.hasRoom)
    }
}
