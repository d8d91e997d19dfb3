/// The reviewers' report: one HTML page that loads nothing.
///
/// The page is a frame, then one data block of JSON for each profile, written as the profiles come, then the script that shows
/// them. So it is made in the memory of one profile, and the browser lays out only what is looked at: 10,000 passages as
/// elements would be 400,000 nodes. The same way is gone by reports that have to stay quick with much data, such as the ones of
/// Istanbul and Lighthouse (a data block and a renderer in one file).
///
/// Nothing of a document becomes markup: the data blocks have `<`, `>` and `&` escaped as JSON escapes, so that no text can end
/// them (HTML, section 4.12.1.3, "Restrictions for contents of script elements"), and the script makes text nodes only.
struct PageWriter {
    private let assets = PageAssets()

    /// Everything before the first profile.
    var prologue: [UInt8] {
        let head = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(assets.policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="Palimpsest">
            <title>Palimpsest report</title>
            <style>
            """
        return Array(head.utf8) + assets.style + Array("</style>\n</head>\n\(Self.frame)".utf8)
    }

    /// Appends the data block of one profile.
    func append(_ record: Record, to output: inout [UInt8]) {
        output += "<script type=\"application/json\" class=\"profile\">".utf8
        PageData(record).append(to: &output)
        output += "</script>\n".utf8
    }

    /// What follows the last profile: what there is to say of the run, and the script.
    ///
    /// - Parameter failures: files that gave no record.
    func epilogue(failures: [FileFailure]) -> [UInt8] {
        var out = ByteWriter()
        out.literal("{\"failures\":[")
        for (index, failure) in failures.enumerated() {
            if index > 0 { out.literal(",") }
            out.literal("{\"path\":")
            out.string(SafeText.line(failure.path))
            out.literal(",\"message\":")
            out.string(failure.message)
            out.literal("}")
        }
        out.literal("],\"kinds\":{")
        for (index, kind) in SuspectKind.allCases.enumerated() {
            if index > 0 { out.literal(",") }
            out.string(kind.rawValue)
            out.literal(":{\"title\":")
            out.string(kind.title)
            out.literal(",\"meaning\":")
            out.string(kind.meaning)
            out.literal("}")
        }
        out.literal("}}")
        var output = Array("<script type=\"application/json\" id=\"summary\">".utf8)
        PageData.appendEscaped(out, to: &output)
        output += "</script>\n<script>".utf8
        output += assets.script
        output += "</script>\n</body>\n</html>\n".utf8
        return output
    }

    /// What stands there before the script has run; the script fills `main` and hides the notice.
    private static let frame = """
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="bar">
        <p class="brand">Palimpsest <span>report</span></p>
        <nav id="nav" aria-label="Views"></nav>
        <div id="tools"></div>
        </header>
        <main id="main" tabindex="-1"><p class="notice" id="loading">Reading the profiles …</p>
        <noscript><p class="notice">This page shows its content with a script that is part of the file and loads nothing. Allow scripts, \
        or write the passages as a table: <code>extract report --format csv FILES -o passages.csv</code></p></noscript></main>
        <div id="live" class="unseen" aria-live="polite"></div>

        """
}
