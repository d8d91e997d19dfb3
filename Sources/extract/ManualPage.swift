import ArgumentParser

/// A manual page made from the help, as `help2man` does: help and manual cannot drift apart.
///
/// The help is asked for very wide, so that no description is wrapped.
struct ManualPage {
    private var lines: [String] = []

    init(of command: any ParsableCommand.Type, named name: String) {
        let help = Help(of: command)
        lines.append(".TH \(Self.escaped(name.uppercased())) 1 \"\" \"\(name) \(Version.number)\" \"User Commands\"")
        lines += [".SH NAME", Self.escaped(name) + " \\- " + Self.escaped(help.overview.first ?? "")]
        lines += [".SH SYNOPSIS", ".nf"] + help.usage.map(Self.escaped) + [".fi", ".SH DESCRIPTION"]
        for paragraph in help.overview.dropFirst() { lines += [".PP", Self.escaped(paragraph)] }
        for section in help.sections where section.title != "SUBCOMMANDS" {
            lines.append(".SH " + Self.escaped(section.title))
            append(section.entries)
        }
        lines.append(".SH SUBCOMMANDS")
        append(subcommandsOf: command, after: name)
    }

    /// The page in roff, for `man`.
    var text: String { lines.joined(separator: "\n") + "\n" }

    private mutating func append(_ entries: [Help.Entry]) {
        for entry in entries { lines += [".TP", ".B " + Self.escaped(entry.term), Self.escaped(entry.description)] }
    }

    private mutating func append(subcommandsOf command: any ParsableCommand.Type, after name: String) {
        for subcommand in command.configuration.subcommands {
            let fullName = "\(name) \(subcommand.configuration.commandName ?? "")"
            if subcommand.configuration.subcommands.isEmpty {
                let help = Help(of: subcommand)
                lines.append(".SS " + Self.escaped(help.usage.first?.trimmed ?? fullName))
                for paragraph in help.overview { lines += [Self.escaped(paragraph), ".PP"] }
                for section in help.sections { append(section.entries.filter { !$0.term.hasPrefix("--version") && !$0.term.hasPrefix("-h,") }) }
            } else {
                append(subcommandsOf: subcommand, after: fullName)
            }
        }
    }

    /// Text as roff takes it: a backslash and a leading dot or quote would be commands, a bare hyphen is set as a dash.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            default: result.append(character)
            }
        }
        return result.first == "." || result.first == "'" ? "\\&" + result : result
    }
}

/// The help of a command, taken apart.
private struct Help {
    struct Entry {
        var term: String
        var description: String
    }
    struct Section {
        /// Where ArgumentParser starts the descriptions; a longer term has its description on the next line.
        private static let column = 26

        var title: String
        var entries: [Entry] = []

        mutating func add(_ line: String) {
            let term = String(line.prefix(Self.column))
            let description = String(line.dropFirst(Self.column)).trimmed
            if term.trimmed.isEmpty, !entries.isEmpty {
                entries[entries.count - 1].description = description
            } else if term.hasSuffix(" ") || line.count <= Self.column {
                entries.append(Entry(term: term.trimmed, description: description))
            } else {
                entries.append(Entry(term: line.trimmed, description: ""))
            }
        }
    }

    var overview: [String] = []
    var usage: [String] = []
    var sections: [Section] = []

    init(of command: any ParsableCommand.Type) {
        var current = ""
        for line in command.helpMessage(columns: 10_000).split(separator: "\n").map(String.init) {
            if let overview = line.dropping(prefix: "OVERVIEW: ") {
                (current, self.overview) = ("OVERVIEW", [overview])
            } else if let usage = line.dropping(prefix: "USAGE: ") {
                (current, self.usage) = ("USAGE", [usage])
            } else if line.hasSuffix(":") && !line.hasPrefix(" ") {
                current = String(line.dropLast()).uppercased()
                sections.append(Section(title: current))
            } else if current == "OVERVIEW" {
                overview.append(line.trimmed)
            } else if current == "USAGE" {
                usage.append(line.trimmed)
            } else if !sections.isEmpty {
                sections[sections.count - 1].add(line)
            }
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    fileprivate func dropping(prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
