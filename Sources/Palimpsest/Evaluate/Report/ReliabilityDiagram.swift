/// A reliability diagram: for each bin the mean confidence and the share that was right, and under it where the samples are.
///
/// DeGroot and Fienberg, "The comparison and evaluation of forecasters" (1983). On the diagonal a confidence means what it says. Bars are
/// Wilson's 95 % intervals (1927), where samples are independent; the lower part has the share of the samples in each bin.
struct ReliabilityDiagram {
    var title: String
    var reliability: Reliability
    var hasIntervals = true

    static let width = 300.0, height = 400.0
    private let left = 46.0, top = 44.0, side = 236.0, histogram = 52.0

    /// The diagram as an SVG group whose corner is at (`x`, 0).
    func group(x: Double = 0) -> String {
        "<g transform=\"translate(\(Markup.number(x)) 0)\">" + frame + histogramBars + curve + "</g>\n"
    }

    private func across(_ confidence: Double) -> String { Markup.number(left + confidence * side) }
    private func up(_ share: Double) -> String { Markup.number(top + (1 - share) * side) }

    private var frame: String {
        let error = "\(reliability.count) samples, ECE \(TextTable.decimals(reliability.error, 4))"
        var result = "<text class=\"title\" x=\"\(Markup.number(left))\" y=\"18\">\(Markup.text(title))</text>"
            + "<text x=\"\(Markup.number(left))\" y=\"35\">\(Markup.text(error))</text>"
            + "<rect class=\"plot\" x=\"\(Markup.number(left))\" y=\"\(Markup.number(top))\" width=\"\(Markup.number(side))\" height=\"\(Markup.number(side))\"/>"
        for tenth in stride(from: 0.0, through: 1.0, by: 0.25) {
            if tenth > 0, tenth < 1 {
                result += "<path class=\"grid\" d=\"M\(across(tenth)) \(up(0))V\(up(1))M\(across(0)) \(up(tenth))H\(across(1))\"/>"
            }
            result += "<text class=\"end\" x=\"\(Markup.number(left - 6))\" y=\"\(Markup.number(top + (1 - tenth) * side + 4))\">\(Markup.number(tenth))</text>"
            result += "<text class=\"middle\" x=\"\(across(tenth))\" y=\"\(Markup.number(top + side + histogram + 30))\">\(Markup.number(tenth))</text>"
        }
        result += "<path class=\"ideal\" d=\"M\(across(0)) \(up(0))L\(across(1)) \(up(1))\"/>"
        result += "<text class=\"middle\" x=\"\(across(0.5))\" y=\"\(Markup.number(top + side + histogram + 50))\">confidence</text>"
        let middle = Markup.number(top + side / 2)
        return result + "<text class=\"middle\" transform=\"rotate(-90 12 \(middle))\" x=\"12\" y=\"\(middle)\">share right</text>"
    }

    private var histogramBars: String {
        let floor = top + side + 12 + histogram
        let total = Double(max(1, reliability.count))
        let bars = reliability.bins.map { bin in
            let index = min(9, Int(bin.meanConfidence * 10))
            let height = max(1, Double(bin.count) / total * histogram)
            return "<rect class=\"samples\" x=\"\(Markup.number(left + Double(index) / 10 * side + 1))\" y=\"\(Markup.number(floor - height))\" "
                + "width=\"\(Markup.number(side / 10 - 2))\" height=\"\(Markup.number(height))\"/>"
        }
        return bars.joined() + "<path class=\"axis\" d=\"M\(across(0)) \(Markup.number(floor))H\(across(1))\"/>"
    }

    private var curve: String {
        let points = reliability.bins.map { "\(across($0.meanConfidence)) \(up($0.rightShare))" }
        var result = points.count > 1 ? "<path class=\"curve\" d=\"M\(points.joined(separator: "L"))\"/>" : ""
        for bin in reliability.bins {
            if hasIntervals {
                let interval = Self.interval(bin)
                result += "<path class=\"interval\" d=\"M\(across(bin.meanConfidence)) \(up(interval.lowerBound))V\(up(interval.upperBound))\"/>"
            }
            let shown = "confidence \(TextTable.decimals(bin.meanConfidence, 3)): \(TextTable.decimals(bin.rightShare, 3)) of \(bin.count) right"
            result += "<circle class=\"point\" cx=\"\(across(bin.meanConfidence))\" cy=\"\(up(bin.rightShare))\" r=\"4\"><title>\(Markup.text(shown))</title></circle>"
        }
        return result
    }

    /// Where the share of right ones lies with a probability of 95 %.
    static func interval(_ bin: Reliability.Bin) -> ClosedRange<Double> {
        let z = 1.96, count = Double(bin.count), share = bin.rightShare
        let center = (share + z * z / (2 * count)) / (1 + z * z / count)
        let half = z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot() / (1 + z * z / count)
        return max(0, min(center - half, share))...min(1, max(center + half, share))
    }
}

extension ReliabilityDiagram {
    /// Diagrams beside each other.
    ///
    /// - Parameter style: a style sheet to put in, for a file of its own; in a page the page has it.
    static func svg(_ diagrams: [ReliabilityDiagram], style: String? = nil) -> String {
        let width = Markup.number(Self.width * Double(diagrams.count)), height = Markup.number(Self.height)
        let title = "Reliability of " + diagrams.map(\.title).joined(separator: ", ")
        let background = style == nil ? "" : "<style>\(style ?? "")</style><rect class=\"page\" width=\"\(width)\" height=\"\(height)\"/>"
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"diagram\" viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" height=\"\(height)\" "
            + "role=\"img\" aria-label=\"\(Markup.text(title))\">\(background)\n"
            + diagrams.enumerated().map { $1.group(x: Double($0) * Self.width) }.joined() + "</svg>\n"
    }
}

extension DetectionReport {
    var diagrams: [ReliabilityDiagram] {
        [
            ReliabilityDiagram(title: "suspects", reliability: reliabilityOfSuspects()),
            ReliabilityDiagram(title: "characters", reliability: reliabilityOfCharacters, hasIntervals: false),
        ]
    }

    /// The reliability diagrams of suspects and characters as an SVG file, light or dark as the viewer is.
    public var svg: String { ReliabilityDiagram.svg(diagrams, style: ReportStyle.diagrams) }
}
