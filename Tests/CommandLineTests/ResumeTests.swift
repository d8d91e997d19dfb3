import Foundation
import Testing

/// A batch that is killed again and again comes to the same bytes.
///
/// Real processes and SIGKILL. 30 kills unless `RESUME_KILLS` says otherwise; `make hostile` does 200.
@Suite(.serialized) struct ResumeTests {
    private static let kills = ProcessInfo.processInfo.environment["RESUME_KILLS"].flatMap { Int($0) } ?? 30

    /// Kills the command at random times until it was hit often enough, looks at the result each time it comes to its end, and begins again.
    private static let script = #"""
        RANDOM=$SEED
        mkdir in
        for i in {1000..1639}; do echo "Line of file $i, with some words in it." > in/$i.txt; done
        : > in/1500-empty.txt
        run() { exec extract in --repairers none --template citieswithnature --format $FORMAT --jobs $((RANDOM % 2 + 1)) "$@"; }
        start=$(date +%s%N)
        (run -o reference 2> reference.err)
        [ $? = 65 ] || exit 10
        grep -v ' files, ' reference.err > reference.failures
        whole=$(( ($(date +%s%N) - start) / 1000000 ))
        hits=0 ends=0 continued=0
        for ((round = 0; hits < KILLS; round++)); do
          [ $round -lt $((KILLS * 8)) ] || exit 11
          run -o out --resume 2> err & pid=$!
          # At any time of the run, some of them after its end.
          pause=$((RANDOM * (whole * 12 / 10) / 32768))
          printf -v pause '%d.%03d' $((pause / 1000)) $((pause % 1000))
          sleep $pause
          kill -KILL $pid 2> /dev/null
          wait $pid 2> /dev/null
          status=$?
          if grep -q 'continuing after' err; then continued=$((continued + 1)); fi
          case $status in
            137)
              hits=$((hits + 1))
              # Nothing is written yet: the machine has become slower, so wait longer. Below, the other way round.
              written=$(grep -s ^written .out.extract-journal | wc -l)
              [ $written -gt 1 ] || whole=$((whole * 11 / 10)) ;;
            65)
              ends=$((ends + 1)) whole=$((whole * 9 / 10 + 20))
              cmp out reference || exit 12
              grep -v -e ' files, ' -e 'continuing after' err | cmp - reference.failures || exit 13
              [ "$(ls -A)" = $'err\nin\nout\nreference\nreference.err\nreference.failures' ] || exit 14
              rm out ;;
            *) cat err >&2; exit 15 ;;
          esac
        done
        until (run -o out --resume 2> err); [ $? = 65 ]; do [ $((++tries)) -lt 3 ] || exit 16; done
        cmp out reference || exit 17
        echo "$hits kills, $continued continued, $ends ends"
        """#

    @Test(arguments: [("ndjson", 1), ("csv", 2), ("json", 3)])
    func theFinalBytesAreTheSame(_ format: String, _ seed: Int) throws {
        // Most kills for the format that most use.
        let kills = format == "ndjson" ? Self.kills - 2 * (Self.kills / 5) : Self.kills / 5
        let result = try Shell.run("FORMAT=\(format) SEED=\(seed) KILLS=\(kills)\n" + Self.script)
        #expect(result.status == 0, "\(result.output)\(result.error)")
        let counts = try #require(result.output.firstMatch(of: /(\d+) kills, (\d+) continued/), "\(result.output)")
        #expect(Int(counts.1) == kills)
        // Of few kills on a busy machine all may come before anything is written.
        #expect(kills < 10 || (Int(counts.2) ?? 0) > 0, "no run had anything to continue: \(result.output)")
    }
}
