import Kernel
import Platform
import Store
import Web

/// The figures of a provider, each with its formula.
struct ProviderMetricsView: View {
    /// The provider whose figures these are.
    var providerId: ID<Provider>
    /// The standing now, by the figures or set by hand.
    var tier: Tier
    /// The mean of the ratings by customers.
    var score: Figure
    /// How fast the provider answers.
    var response: Figure
    /// How many awarded jobs the provider completed; only for the provider and staff, as the rest.
    var completion: Figure?
    /// How many jobs began in time.
    var onTime: Figure?
    /// How many quotes were won.
    var win: Figure?
    /// The completed jobs that count for the tier.
    var completed: Figure?
    /// The end of a tier set by hand; then the nights decide.
    var tierUntil: Instant?
    /// For how many consecutive nights the provider has met the next tier.
    var nightsUp: Int?
    /// For how many consecutive nights the provider has missed their tier.
    var nightsDown: Int?
    /// When the figures were calculated.
    var asOf: Instant

    init(_ provider: Provider, _ figures: ProviderFigures) {
        providerId = provider.id
        tier = provider.tier
        score = Figure(.score, figures.score, of: figures.ratings)
        response = Figure(.response, figures.response.map(Double.init), of: figures.responses)
        asOf = figures.asOf
        tierUntil = provider.tierUntil
    }

    /// With what only the provider and staff see.
    func full(_ figures: ProviderFigures, _ tx: borrowing Tx) throws -> ProviderMetricsView {
        var full = self
        full.completion = Figure(.completion, figures.completed, of: figures.awarded)
        full.onTime = Figure(.onTime, figures.onTime, of: figures.started)
        full.win = Figure(.win, figures.won, of: figures.quoted)
        let days = Int(try Policies.value(.tierJobsDays, at: tx.now, tx))
        let jobs = try ProviderWork.jobs(of: providerId, within: days, tx)
        full.completed = Figure(.completed, Double(jobs), of: jobs, days: days)
        let nights = try TierNight.running(of: providerId, tx)
        (full.nightsUp, full.nightsDown) = (nights.up, nights.down)
        return full
    }
}
