import Kernel

/// The parts of a match, each from 0 to 1000 and nil when it is not known.
enum MatchPart: Int, CaseIterable, Sendable {
    /// The subject is taught: without it there is no match.
    case subject
    /// The level is taught, or the next one.
    case level
    /// How well the tutor speaks the language.
    case language
    /// How the price compares with the budget.
    case price
    /// How many of the wanted lessons fit.
    case overlap
    /// The rating.
    case rating
    /// The time to a first answer.
    case response

    static let weeks = 2

    /// Such as `price`.
    var name: String { "\(self)" }

    var weight: Int {
        switch self {
        case .subject: 30
        case .level, .price, .overlap: 15
        case .language, .rating: 10
        case .response: 5
        }
    }

    /// The wished level 1000, the next one 500.
    static func level(_ wished: SubjectLevel?, among taught: [SubjectLevel]) -> Int? {
        guard let wished else { return nil }
        if taught.contains(wished) { return 1_000 }
        return taught.contains { wished.neighbours.contains($0) } ? 500 : 0
    }

    static func language(_ level: LanguageLevel?) -> Int {
        switch level {
        case .c2: 1_000
        case .c1: 900
        case .b2: 700
        case .b1: 400
        case .a2, .a1, nil: 0
        }
    }

    /// (1.2 b - p) / 0.4 b.
    static func price(_ price: Int64?, budget: Int64?) -> Int? {
        guard let price, let budget, budget > 0 else { return nil }
        return Int(min(1_000, max(0, (12 * budget - 10 * price) * 1_000 / (4 * budget))))
    }

    static func overlap(_ starts: Int, of wanted: Int) -> Int { min(1_000, 1_000 * starts / max(1, wanted)) }

    static func response(_ seconds: Int?) -> Int? {
        guard let seconds else { return nil }
        return switch seconds {
        case ...3_600: 1_000
        case ...14_400: 800
        case ...43_200: 500
        case ...86_400: 250
        default: 0
        }
    }
}

extension SubjectLevel {
    /// The next levels below and above.
    var neighbours: [SubjectLevel] {
        let all = Self.allCases
        guard let place = all.firstIndex(of: self) else { return [] }
        return [place - 1, place + 1].filter(all.indices.contains).map { all[$0] }
    }
}

/// The parts of one tutor's match.
struct MatchFacts: Sendable, ExpressibleByDictionaryLiteral {
    /// By the part; negative for an unknown one.
    private var values = SIMD8<Int16>(repeating: -1)

    init(dictionaryLiteral parts: (MatchPart, Int?)...) {
        for (part, value) in parts { self[part] = value }
    }

    subscript(part: MatchPart) -> Int? {
        get { values[part.rawValue] < 0 ? nil : Int(values[part.rawValue]) }
        set { values[part.rawValue] = newValue.map { Int16($0) } ?? -1 }
    }

    /// The mean of the known parts by their weights, rounded down.
    var score: Int {
        var (sum, weights) = (0, 0)
        for part in Self.parts {
            guard let value = self[part] else { continue }
            sum += part.weight * value
            weights += part.weight
        }
        return weights == 0 ? 0 : sum / weights
    }

    /// The score if all wanted lessons fitted.
    var bestScore: Int {
        var best = self
        best[.overlap] = 1_000
        return best.score
    }

    private static let parts = MatchPart.allCases
}
