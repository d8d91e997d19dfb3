import Testing

@testable import Palimpsest

@Suite struct UnifiedDifferenceTests {
    private func difference(_ text: String, _ edits: [Replacement], context: Int = 1) -> String {
        String(decoding: UnifiedDifference(before: Array(text.utf8), edits: EditedText(edits), context: context).text(name: "f"), as: UTF8.self)
    }

    private func edit(_ start: Int, _ end: Int, _ text: String) -> Replacement {
        Replacement(range: TextRange(start, end), replacement: Array(text.utf8))
    }

    @Test func nothingChangedIsNothing() {
        #expect(difference("a\nb\n", []) == "")
    }

    @Test func oneLine() {
        #expect(difference("a\nb\nc\nd\n", [edit(2, 3, "B")]) == "--- f\n+++ f (repaired)\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n")
    }

    @Test func joinedLinesShiftWhatFollows() {
        let text = "a-\nb\nc\nd\ne\nf\ng\n"
        #expect(
            difference(text, [edit(1, 3, ""), edit(13, 14, "G")])
                == "--- f\n+++ f (repaired)\n@@ -1,3 +1,2 @@\n-a-\n-b\n+ab\n c\n@@ -6,2 +5,2 @@\n f\n-g\n+G\n")
    }

    @Test func aMissingLineEndIsTold() {
        #expect(difference("a\nb", [edit(2, 3, "B")]) == "--- f\n+++ f (repaired)\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+B\n\\ No newline at end of file\n")
    }
}
