/// The probability that a field is right, from the alignment's posteriors.
///
/// A field is right when three things are: the label, the heading that owns it, and the anchor at which its text ends. The
/// alignment gives each a posterior; their product is the field's probability. Model scores tend to be over-confident
/// (Niculescu-Mizil and Caruana, "Predicting good probabilities with supervised learning", ICML 2005): the product is capped,
/// and `extract evaluate` measures what is left of that.
struct FieldConfidence: Sendable {
    /// The most that is claimed: slips that no model can see, such as a lost digit, remain.
    static let cap = 0.999

    /// - Parameters:
    ///   - structure: posterior of the label times that of the anchor that ends the text.
    ///   - heading: posterior of the heading.
    func field(structure: Double, heading: Double) -> Double {
        min(FieldConfidence.cap, structure * heading)
    }
}
