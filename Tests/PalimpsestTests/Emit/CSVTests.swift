import Testing
@testable import Palimpsest

/// The rows of RFC 4180 text, `nil` where the text is not such.
private func parseCSV(_ text: [UInt8]) -> [[[UInt8]]]? {
    var rows: [[[UInt8]]] = []
    var row: [[UInt8]] = []
    var index = 0
    while index < text.count {
        var cell: [UInt8] = []
        if text[index] == UInt8(ascii: "\"") {
            index += 1
            while true {
                guard index < text.count else { return nil }
                if text[index] != UInt8(ascii: "\"") {
                    cell.append(text[index])
                    index += 1
                } else if index + 1 < text.count, text[index + 1] == UInt8(ascii: "\"") {
                    cell.append(text[index])
                    index += 2
                } else {
                    index += 1
                    break
                }
            }
        } else {
            while index < text.count, text[index] != UInt8(ascii: ","), text[index] != 0x0D {
                if text[index] == UInt8(ascii: "\"") || text[index] == 0x0A { return nil }
                cell.append(text[index])
                index += 1
            }
        }
        row.append(cell)
        guard index < text.count else { return nil }
        if text[index] == UInt8(ascii: ",") {
            index += 1
        } else if text[index...].starts(with: [0x0D, 0x0A]) {
            index += 2
            rows.append(row)
            row = []
        } else {
            return nil
        }
    }
    return row.isEmpty ? rows : nil
}

private func strings(_ rows: [[[UInt8]]]) -> [[String]] { rows.map { $0.map { String(decoding: $0, as: UTF8.self) } } }

@Suite struct CSVCellTests {
    private func cell(_ text: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        text.withUnsafeBufferPointer { CSVCell.append($0, to: &writer) }
        var output: [UInt8] = []
        writer.append(to: &output)
        return output
    }

    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("two\nlines", "\"two\nlines\""),
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-a", "'-a"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
        ("\n=x", "\"'\n=x\""), ("  =1", "\"'  =1\""), ("\u{A0}=1", "'\u{A0}=1"), ("\u{3000}=1", "'\u{3000}=1"),
        ("＝1", "'＝1"), ("＠x", "'＠x"), ("！x", "！x"), ("a=1", "a=1"), ("'=1", "'=1"), ("=\"a\"", "\"'=\"\"a\"\"\""),
        ("-5", "-5"), ("-5.25", "-5.25"), ("-5.", "'-5."), ("-", "'-"), ("-5 ha", "'-5 ha"), ("-.5", "'-.5"),
        ("-1.2.3", "'-1.2.3"), ("--5", "'--5"), ("-1e5", "'-1e5"), (" x", "\" x\""), ("x ", "\"x \""),
    ])
    func cells(content: String, expected: String) {
        #expect(String(decoding: cell(Array(content.utf8)), as: UTF8.self) == expected)
    }

    @Test func randomTablesComeBackAndAreSafe() throws {
        var generator = SplitMix(state: 4)
        let units = Array("=+-@\t\r\n\0 \",;'a1.\u{E9}".utf8)
        for _ in 0..<2000 {
            let table = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                (0..<3).map { _ in
                    (0..<Int.random(in: 0...6, using: &generator)).map { _ in units[Int.random(in: 0..<units.count, using: &generator)] }
                }
            }
            var output: [UInt8] = []
            for row in table {
                output += row.map { cell($0) }.joined(separator: [UInt8(ascii: ",")])
                output += [0x0D, 0x0A]
            }
            let parsed = try #require(parseCSV(output))
            for (read, made) in zip(parsed.joined(), table.joined()) {
                #expect(read == made || read == [UInt8(ascii: "'")] + made)
                let first = read.drop { $0 == 0x20 }.first
                let isFormula = first.map { "=+-@\t\r\n\0".utf8.contains($0) } ?? false
                #expect(!isFormula || Double(String(decoding: read, as: UTF8.self)) != nil)
            }
            #expect(parsed.map(\.count) == table.map(\.count))
        }
    }
}

@Suite struct CSVTableTests {
    private func rows(_ emitter: Emitter, _ records: [Record]) throws -> [[String: String]] {
        var output = emitter.prologue()
        emitter.append(records, to: &output)
        let rows = strings(try #require(parseCSV(output)))
        let header = try #require(rows.first)
        #expect(Set(header).count == header.count)
        return rows.dropFirst().map { row in
            #expect(row.count == header.count)
            return Dictionary(zip(header, row)) { first, _ in first }
        }
    }

    private let emitter = Emitter(format: .csv, templates: [SampleRecords.keys])

    @Test func oneRowPerField() throws {
        let rows = try rows(emitter, [SampleRecords.full])
        #expect(rows.map { $0["field"] } == ["baseline", "target", "target_2", ""])
        #expect(rows[0]["profile_name"] == "Congjiang County")
        #expect(rows[0]["profile_population"] == "395000")
        #expect(rows[0]["profile_awards"] == nil)
        #expect(rows[0]["last_update"] == "2026-04-07")
        #expect(rows[0]["quantities"] == "42432.88 ha; 0.5 %")
        #expect(rows[0]["action_area"] == "1")
        #expect(rows[0]["section_path"] == "Protect and restore nature > Protect, connect and restore ecosystems")
        #expect(rows[1]["text"] == "'=10 campaigns \\ by 2030")
        #expect(rows[1]["quantities"] == "10")
        #expect(rows[2]["text"] == "")
        #expect(rows[3]["title"] == "Conserve and restore fauna")
        #expect(rows[3]["confidence"] == "0.3")
    }

    @Test func aProfileWithoutIndicatorsHasARow() throws {
        let rows = try rows(emitter, [SampleRecords.bare])
        #expect(rows.count == 1)
        #expect(rows[0]["path"] == "d\u{FFFD}/a")
        #expect(rows[0]["profile_index"] == "1")
        #expect(rows[0]["template"] == "unknown")
        #expect(rows[0]["indicator"] == "")
    }

    @Test func theHeaderDependsOnTheTemplatesOnly() throws {
        var other = SampleRecords.keys
        other.profile = [DeclaredKey("mayor", .value(.text))]
        other.attributes = [DeclaredKey("text", .scalar(.text))]
        let emitter = Emitter(format: .csv, templates: [SampleRecords.keys, other])
        #expect(emitter.profileColumns == ["name", "population", "country", "mayor"])
        let rows = try rows(emitter, [SampleRecords.full, SampleRecords.bare])
        #expect(rows.count == 5)
        #expect(rows[0]["text_2"]?.hasPrefix("Currently") == true)
    }

    @Test func withoutTemplatesThereAreTheColumnsOfEveryRecord() throws {
        let rows = try rows(Emitter(format: .csv), [SampleRecords.full])
        #expect(rows[0]["profile_name"] == nil)
        #expect(rows[0]["indicator"] == "increase_connectivity")
    }
}
