/// What the labels say of one character of a dump.
public enum CharacterClass: String, Sendable, CaseIterable {
    /// It says what the page said.
    case clean
    case wrongScript = "wrong_script"
    case mojibake
    case mixedScript = "mixed_script"
    case misread
    /// In words run together whose letters are right.
    case fusedWords = "fused_words"
    /// An icon, a rule or a speck.
    case noise
    /// In a word of clean text that was read nearly right: `educaci6n`, `flourish,`.
    case slip
    /// Read right, but between garbled characters: a number in lost Chinese.
    case inGarble = "in_garble"
    /// Outside all spans.
    case unlabelled

    init(_ kind: SuspectKind) {
        switch kind {
        case .wrongScript: self = .wrongScript
        case .mojibake: self = .mojibake
        case .mixedScript: self = .mixedScript
        case .misread: self = .misread
        case .fusedWords: self = .fusedWords
        case .noise: self = .noise
        }
    }

    /// Whether the label is "garbled".
    public var isGarbled: Bool {
        switch self {
        case .wrongScript, .mojibake, .mixedScript, .misread: true
        default: false
        }
    }

    /// Whether finding the character as garbled counts for neither right nor wrong. The reasons are in `Corpus/README.md`.
    var isUnjudgedAsGarble: Bool {
        switch self {
        case .noise, .fusedWords, .slip, .inGarble, .unlabelled: true
        default: false
        }
    }

    /// Whether the labels leave open if the character says what the page said.
    var isOpen: Bool { self == .inGarble || self == .unlabelled }
}

extension SuspectKind {
    /// Whether text of this kind is lost or changed, so that it has to be read again or repaired. Specks and words run
    /// together lose nothing.
    public var isGarble: Bool { self != .noise && self != .fusedWords }
}
