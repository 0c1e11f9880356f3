import Foundation
import Platform

/// Ranks documents by the words of a question: Okapi BM25 with k1 1.2 and b .75.
struct BM25: Sendable {
    private let documents: [[String: Int]]
    private let lengths: [Int]
    private let frequencies: [String: Int]
    private let meanLength: Double

    static let k1 = 1.2
    static let b = 0.75

    init(_ texts: [String]) {
        let words = texts.map(SupportWords.of)
        documents = words.map { Dictionary($0.map { ($0, 1) }, uniquingKeysWith: +) }
        lengths = words.map(\.count)
        frequencies = Dictionary(documents.flatMap(\.keys).map { ($0, 1) }, uniquingKeysWith: +)
        meanLength = words.isEmpty ? 0 : Double(lengths.reduce(0, +)) / Double(words.count)
    }

    /// The best documents by their place, the best first; those without a common word are left out.
    func best(_ count: Int, for question: String) -> [(place: Int, score: Double)] {
        let words = Set(SupportWords.of(question))
        let scores = documents.indices.map { (place: $0, score: score(of: $0, for: words)) }
        return Array(
            scores.filter { $0.score > 0 }
                .sorted { ($1.score, $0.place) < ($0.score, $1.place) }.prefix(count)
        )
    }

    private func score(of place: Int, for words: Set<String>) -> Double {
        words.sorted().reduce(0) { sum, word in
            guard let count = documents[place][word], let found = frequencies[word] else { return sum }
            return sum
                + Self.weight(
                    times: count,
                    in: lengths[place],
                    of: meanLength,
                    rarity: Self.rarity(found, among: documents.count)
                )
        }
    }

    /// ln(1 + (N - df + .5)/(df + .5)).
    static func rarity(_ documents: Int, among all: Int) -> Double {
        log(1 + (Double(all - documents) + 0.5) / (Double(documents) + 0.5))
    }

    /// The part of one word in the score of a document of `length` words.
    static func weight(times count: Int, in length: Int, of mean: Double, rarity: Double) -> Double {
        let times = Double(count)
        let normal = 1 - b + b * Double(length) / max(mean, 1)
        return rarity * times * (k1 + 1) / (times + k1 * normal)
    }
}
