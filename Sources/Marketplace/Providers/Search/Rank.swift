import Kernel

/// How well a provider suits a search, from 0 to 1,000: a weighted sum of five parts.
struct Rank: Sendable {
    /// The figures of the provider.
    struct Facts: Sendable {
        /// Nil without ratings: the average of all providers counts.
        var score: Double?
        /// Minutes; nil for too few answers: two hours count.
        var response: Int?
        var done = 0
        var awarded = 0
        var tier = Tier.bronze
    }

    /// The place of the provider within the radius of the search.
    struct Distance: Sendable {
        let metres: Int
        let radius: Int
    }

    let parts: RankParts
    let value: Int

    private static let unknownResponse = 120.0
    /// The share of all parts but the distance.
    private static let withoutPlace = 0.80

    init(_ facts: Facts, at distance: Distance?, mean: Double) {
        let scale = 1_000 / (distance == nil ? Self.withoutPlace : 1)
        let response = facts.response.map(Double.init) ?? Self.unknownResponse
        let score = 0.40 * ((facts.score ?? mean) - 1) / 4
        let near = distance.map { 0.20 * (1 - Double($0.metres) / Double($0.radius)) }
        let quick = 0.15 / (1 + response / 60)
        // A newcomer counts as having done four of five.
        let reliable = 0.15 * Double(facts.done + 4) / Double(facts.awarded + 5)
        let tier = 0.10 * Double(facts.tier.level) / 3
        value = Int((scale * (score + (near ?? 0) + quick + reliable + tier) + 0.5).rounded(.down))
        parts = RankParts(
            score: Self.shown(score * scale),
            distance: near.map { Self.shown($0 * scale) },
            response: Self.shown(quick * scale),
            completion: Self.shown(reliable * scale),
            tier: Self.shown(tier * scale)
        )
    }

    private static func shown(_ part: Double) -> Double { (part * 100).rounded() / 100 }
}

/// The parts of a rank, which add up to it.
struct RankParts: Codable, Sendable {
    /// For the ratings, up to 400; without a place up to 500.
    var score: Double
    /// For the distance, up to 200; absent without a place.
    var distance: Double?
    /// For quick answers, up to 150; without a place up to 187.5.
    var response: Double
    /// For completed jobs, up to 150; without a place up to 187.5.
    var completion: Double
    /// For the tier, up to 100; without a place up to 125.
    var tier: Double
}
