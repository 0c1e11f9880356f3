import Kernel

/// A part of a score.
struct ScorePart: Codable, Hashable, Sendable {
    /// The thing that it judges, such as `price`.
    var name: String
    /// How much it counts against the other known parts.
    var weight: Int
    /// From 0 to 1000; null when it is not known, and then it does not count.
    var value: Int?
    /// The value in words, in the reader's language.
    var why: String

    init(_ name: String, weight: Int, _ value: Int?, _ why: LocalizedText, in languages: [Language]) {
        self.name = name
        self.weight = weight
        self.value = value
        self.why = why.text(in: languages)
    }

    /// An unknown value is null, not absent.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(weight, forKey: .weight)
        try container.encode(value, forKey: .value)
        try container.encode(why, forKey: .why)
    }
}

/// The score of weighted parts, per mille.
enum Score {
    /// The mean of the known parts by their weights, rounded down; 0 without any.
    static func perMille(_ parts: [(weight: Int, value: Int?)]) -> Int {
        let known = parts.compactMap { part in part.value.map { (part.weight, $0) } }
        let weights = known.reduce(0) { $0 + $1.0 }
        return weights == 0 ? 0 : known.reduce(0) { $0 + $1.0 * $1.1 } / weights
    }
}
