/// The same dump in other letters: a rule that goes by capitals shows itself when there are only small ones, or only large ones.
public enum LetterCase: String, Sendable, CaseIterable {
    case lower
    case upper

    /// `text` in this case. A character whose counterpart is longer or shorter in UTF-8, or is several characters, stays as it is, so
    /// that every place in the text stays where it was.
    public func applied(to text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let mapped = (self == .lower ? scalar.properties.lowercaseMapping : scalar.properties.uppercaseMapping).unicodeScalars
            let isAsLong = mapped.count == 1 && mapped.first.map(UTF8.width) == UTF8.width(scalar)
            result.append(isAsLong ? mapped.first ?? scalar : scalar)
        }
        return String(result)
    }
}

extension LabelledDump {
    /// The dump with its text, and what the page says, in small or large letters.
    public func inCase(_ letterCase: LetterCase) -> LabelledDump {
        var copy = self
        copy.changeLetters(letterCase.applied)
        return copy
    }
}
