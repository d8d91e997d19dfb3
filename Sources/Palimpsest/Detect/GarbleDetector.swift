/// Finds the passages that the OCR could not read: text of a script that its model did not have, read as Latin letters.
///
/// A linear-chain conditional random field over the tokens of the whole profile. What decided the design:
/// * Rules on vowels, repeats and case, as in Taghva et al. 2001 ("Automatic Removal of Garbage Strings in OCR Text"), find the
///   capital-heavy garble of Han and no other, and call every line in capitals garbled; here case is evidence only in a
///   document that uses it.
/// * King and Abney 2013 (NAACL) found a conditional random field over character n-grams to be the best way to tell the
///   languages of the words of a mixed text, and one trained on clean text of the languages alone to be enough. "Garbled" is
///   one more language here, learnt from rendered and misread pages; "read" is learnt from some 350 languages.
/// * What decides is the neighbourhood: `RR` alone is an acronym. Forward-backward gives each token a probability in view of
///   its line and its paragraph, which a threshold on single words cannot.
public struct GarbleDetector: Sendable {
    private let model: GarbleModel
    private let classes = CharacterClasses()
    private let context: LineContext
    private let steps: TokenChain.Steps
    private let memories = Pool { Memory() }

    /// What is used again from document to document.
    private struct Memory: Sendable {
        var memo = TokenMemo()
        var tokens = Scratch<Token>(capacity: 4096)
        var messages = TokenChain.Messages()

        /// Gives back what only a long document needed.
        mutating func shrink() {
            if tokens.capacity > 1 << 18 { self = Memory(memo: memo) }
        }
    }

    /// The probability from which on a token is part of a suspect passage.
    public static let threshold = 0.5

    /// - Parameter directory: the folder of dictionaries, which holds `models/garble.bin`.
    /// - Throws: ``ModelError``.
    public init(directory: String) throws(ModelError) {
        model = try GarbleModel(path: directory + "/" + GarbleModel.fileName)
        context = LineContext(model: model)
        steps = TokenChain.Steps(model: model)
    }

    /// What is to be looked at, and what is known of it.
    public struct Request: Sendable {
        /// The profile's part of the document.
        public var range: TextRange
        /// Places whose text the template explains (headings, labels, standing sentences), ascending.
        public var standing: [TextRange]
        /// BCP 47 tags of languages that the profile's country leads one to expect, most spoken first.
        public var expectedLanguages: [WrittenLanguage]
        /// Places in the form's sentences that the city filled in, ascending.
        public var slots: [TextRange]

        public init(range: TextRange, standing: [TextRange] = [], slots: [TextRange] = [], expectedLanguages: [WrittenLanguage] = []) {
            self.range = range
            self.standing = standing
            self.slots = slots
            self.expectedLanguages = expectedLanguages
        }
    }

    /// The garbled passages of a profile and the words that ran together, in the order in which they stand.
    public func suspects(in document: Document, _ request: Request) -> [Suspect] {
        withTokens(of: document, request) { tokens, scorer, bytes in
            let builder = SuspectBuilder(model: model, scorer: scorer, bytes: bytes, tokens: tokens)
            let fused = FusedWords(model: model, bytes: bytes, tokens: tokens)
            return SuspectList.merged(builder.suspects(expectedLanguages: request.expectedLanguages, slots: request.slots), fused.suspects())
        }
    }

    /// The tokens with their posteriors, which hold as long as `body` runs.
    ///
    /// - Parameter splitting: whether tokens in which a word and garble stand together are cut.
    func withTokens<Result>(
        of document: Document, _ request: Request, splitting: Bool = true,
        _ body: (UnsafeBufferPointer<Token>, TokenScorer, UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try document.text.bytes.withUnsafeBufferPointer { bytes in
            try memories.lend { memory in
                defer { memory.shrink() }
                let scorer = TokenScorer(model: model, classes: classes, mode: CaseMode(of: bytes, request.range), memo: memory.memo)
                let count = tokens(in: document, request, bytes, splitting: splitting, scorer, memory)
                return try body(UnsafeBufferPointer(memory.tokens.buffer(count)), scorer, bytes)
            }
        }
    }

    /// Writes the tokens; gives their number.
    private func tokens(
        in document: Document, _ request: Request, _ bytes: UnsafeBufferPointer<UInt8>, splitting: Bool, _ scorer: TokenScorer, _ memory: Memory
    ) -> Int {
        let scanner = TokenScanner(document: document, classes: classes)
        let count = scanner.scan(request.range, standing: request.standing, scorer, into: memory.tokens)
        let tokens = memory.tokens.buffer(count)
        var chain = TokenChain(steps: steps)
        context.weigh(tokens)
        chain.decode(tokens, memory.messages)
        for _ in 0..<TokenChain.rounds {
            let before = chain.prior
            chain.adapt(to: tokens)
            // At one of its limits the prior stays where the first round put it, and nothing would change.
            if chain.prior == before { break }
            chain.decode(tokens, memory.messages)
        }
        guard splitting else { return count }
        let splitter = TokenSplitter(model: model, chain: chain, context: context, bytes: bytes)
        let parts = splitter.split(memory.tokens, count: count, memory.messages, scorer)
        if parts > count {
            context.weighCut(memory.tokens.buffer(parts))
            chain.decode(memory.tokens.buffer(parts), memory.messages)
        }
        return parts
    }
}
