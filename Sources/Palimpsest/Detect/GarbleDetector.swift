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

    /// The probability from which on a token is part of a suspect passage.
    public static let threshold = 0.5

    /// - Parameter directory: the folder of dictionaries, which holds `models/garble.bin`.
    /// - Throws: ``ModelError``.
    public init(directory: String) throws(ModelError) {
        model = try GarbleModel(path: directory + "/" + GarbleModel.fileName)
    }

    /// What is to be looked at, and what is known of it.
    public struct Request: Sendable {
        /// The profile's part of the document.
        public var range: TextRange
        /// Places whose text the template explains (headings, labels, standing sentences), ascending.
        public var standing: [TextRange]
        /// BCP 47 tags of languages that the profile's country leads one to expect, most spoken first.
        public var expectedLanguages: [String]

        public init(range: TextRange, standing: [TextRange] = [], expectedLanguages: [String] = []) {
            self.range = range
            self.standing = standing
            self.expectedLanguages = expectedLanguages
        }
    }

    /// The garbled passages of a profile and the words that ran together, in the order in which they stand.
    public func suspects(in document: Document, _ request: Request) -> [Suspect] {
        document.text.bytes.withUnsafeBufferPointer { bytes in
            let tokens = tokens(in: document, request, bytes)
            let builder = SuspectBuilder(model: model, classes: classes, bytes: bytes)
            let garbled = builder.suspects(from: tokens, expectedLanguages: request.expectedLanguages)
            return SuspectList.merged(garbled, FusedWords(model: model, classes: classes, bytes: bytes).suspects(in: tokens))
        }
    }

    /// The tokens with their posteriors.
    ///
    /// - Parameter splitting: whether tokens in which a word and garble stand together are cut.
    func tokens(in document: Document, _ request: Request, _ bytes: UnsafeBufferPointer<UInt8>, splitting: Bool = true) -> [Token] {
        let scanner = TokenScanner(document: document, classes: classes)
        var (tokens, mode) = scanner.tokens(in: request.range, standing: request.standing)
        var scorer = TokenScorer(model: model, classes: classes, mode: mode)
        for index in tokens.indices { scorer.score(&tokens[index], in: bytes) }
        let context = LineContext(model: model)
        var chain = TokenChain(model: model)
        context.weigh(&tokens)
        var messages = chain.decode(&tokens)
        for _ in 0..<TokenChain.rounds {
            chain.adapt(to: tokens)
            messages = chain.decode(&tokens)
        }
        guard splitting else { return tokens }
        let splitter = TokenSplitter(model: model, chain: chain, context: context, bytes: bytes)
        if let split = splitter.split(tokens, messages, &scorer) {
            tokens = split
            context.weigh(&tokens)
            chain.decode(&tokens)
        }
        return tokens
    }
}
