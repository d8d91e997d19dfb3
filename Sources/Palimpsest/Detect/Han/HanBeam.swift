/// The best paths through a part of a lattice.
///
/// Paths that agree in their last three symbols have the same future: what comes next is looked up for one of them.
struct HanBeam {
    private static let width = 16, priorOfMisreading: Float = -4.5

    /// One path: three bits of `options` for each place tell the option, 7 what was read.
    fileprivate struct Path: BitwiseCopyable, Scored {
        var score: Float
        var state: HanGrams.State
        var options: UInt64
    }

    fileprivate typealias Step = (logProbability: Float, state: HanGrams.State)

    /// What one worker's beams use, one after the other.
    struct Memory: Sendable {
        fileprivate let paths = Scratch<Path>(capacity: width), next = Scratch<Path>(capacity: width)
        fileprivate let steps = Scratch<Step>(capacity: width * (HanLattice.Options.most + 1))
        fileprivate let weights = Scratch<Float>(capacity: width)
    }

    private let grams: HanGrams
    private var paths: Best<Path>, next: Best<Path>
    private let steps: UnsafeMutablePointer<Step>

    init(grams: HanGrams, _ state: HanGrams.State) {
        self.grams = grams
        paths = Best(grams.beam.paths.buffer(Self.width))
        next = Best(grams.beam.next.buffer(Self.width))
        steps = grams.beam.steps.base
        paths.insert(Path(score: 0, state: state, options: 0))
    }

    /// Which option a path takes at a place; `nil` for what was read.
    @inline(__always)
    func option(of path: Int, at number: Int) -> Int? {
        let option = Int(paths[path].options >> UInt64(3 * number) & 7)
        return option == 7 ? nil : option
    }

    /// The probabilities of the paths up to a factor.
    func weights() -> UnsafeMutableBufferPointer<Float> {
        let weights = grams.beam.weights.buffer(paths.count)
        var top = paths[0].score
        for path in weights.indices { top = max(top, paths[path].score) }
        for path in weights.indices { weights[path] = exponential(paths[path].score - top) }
        return weights
    }

    /// Goes on by a symbol that all paths share.
    mutating func follow(_ symbol: UInt16) {
        for path in 0..<paths.count {
            let same = leader(of: path)
            steps[path] = same < path ? steps[same] : grams.advance(paths[path].state, by: symbol)
        }
        for path in 0..<paths.count {
            paths[path].score += steps[path].logProbability
            paths[path].state = steps[path].state
        }
    }

    /// Goes on by what was read and by each option of a place, and keeps the best.
    mutating func branch(at read: UInt16, _ options: HanLattice.Options, number: Int) {
        let shift = UInt64(3 * number), ways = options.count + 1
        next.removeAll()
        for path in 0..<paths.count {
            let same = leader(of: path), step = steps + path * ways
            if same < path {
                step.update(from: steps + same * ways, count: ways)
            } else {
                let state = paths[path].state
                for way in options.indices {
                    step[way] = options[way].isNamed ? grams.advance(state, by: options[way].symbol) : (0, HanGrams.State())
                }
                step[options.count] = grams.advance(state, by: read)
            }
            let (score, taken) = (paths[path].score, paths[path].options)
            next.insert(Path(score: score + step[options.count].logProbability, state: step[options.count].state, options: taken | 7 << shift))
            for way in options.indices {
                next.insert(Path(
                    score: score + (options[way].channel + Self.priorOfMisreading) + step[way].logProbability, state: step[way].state,
                    options: taken | UInt64(way) << shift))
            }
        }
        swap(&paths, &next)
    }

    /// The first path with the same last symbols.
    @inline(__always)
    private func leader(of path: Int) -> Int {
        var other = 0
        while paths[other].state.history != paths[path].state.history { other += 1 }
        return other
    }
}

/// What can be ranked.
protocol Scored {
    var score: Float { get }
}

/// The best of what was put in, best first; of equals, what came first. Holds as many as its memory does.
struct Best<Element: Scored & BitwiseCopyable> {
    private let slots: UnsafeMutableBufferPointer<Element>
    private(set) var count = 0

    init(_ memory: UnsafeMutableBufferPointer<Element>) { slots = memory }

    @inline(__always)
    subscript(index: Int) -> Element {
        get { slots[index] }
        nonmutating _modify { yield &slots[index] }
    }

    mutating func removeAll() { count = 0 }

    @inline(__always)
    mutating func insert(_ element: Element) {
        if count == slots.count {
            if slots[count - 1].score >= element.score { return }
        } else {
            count += 1
        }
        var at = count - 1
        while at > 0, slots[at - 1].score < element.score {
            slots[at] = slots[at - 1]
            at -= 1
        }
        slots[at] = element
    }
}
