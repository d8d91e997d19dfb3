import Glibc

/// One program with all targets: `fuzz TARGET [libFuzzer's options and folders]`. `PALIMPSEST_DICTIONARIES` names the dictionaries.
///
/// libFuzzer (https://llvm.org/docs/LibFuzzer.html) is used as a library, through its own driver: SwiftPM renames `main` of an
/// executable, so that libFuzzer's own is never reached.
@main enum Main {
    nonisolated(unsafe) static var target: any FuzzTarget = NormalizationTarget()

    static func main() {
        let arguments = CommandLine.arguments
        let types: [String: any FuzzTarget.Type] = [
            "ingest": IngestTarget.self, "template": TemplateTarget.self, "pipeline": PipelineTarget.self, "plan": PlanTarget.self,
            "report": ReportTarget.self, "json": JSONTarget.self, "nfc": NormalizationTarget.self, "jobs": JobsTarget.self, "stream": StreamTarget.self,
        ]
        guard arguments.count > 1, let type = types[arguments[1]] else {
            print("usage: fuzz \(types.keys.sorted().joined(separator: "|")) [options] [folders]")
            exit(64)
        }
        do {
            target = try type.init(dictionaries: getenv("PALIMPSEST_DICTIONARIES").map { String(cString: $0) } ?? "Dictionaries")
        } catch {
            print("\(error)")
            exit(78)
        }
        // The name of the target is not libFuzzer's to see.
        let pointers = CommandLine.unsafeArgv
        pointers[1] = pointers[0]
        var count = CommandLine.argc - 1
        var rest = pointers + 1
        exit(runDriver(&count, &rest) { data, count in Main.run(data, count) })
    }

    static func run(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        target.run(Array(UnsafeBufferPointer(start: data, count: count)))
        return 0
    }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// libFuzzer's own `main`, which is linked but not run, wants it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt { Main.run(data, count) }

/// Something that must hold for any bytes.
protocol FuzzTarget {
    init(dictionaries: String) throws
    func run(_ input: [UInt8])
}

/// Ends the process, which libFuzzer takes for a finding, where `condition` does not hold.
func check(_ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #file, line: UInt = #line) {
    if !condition { fatalError(message(), file: file, line: line) }
}
