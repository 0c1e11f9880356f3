import Kernel
import Platform

/// The funded jobs of one service within a month, of a region or of several.
struct MarketCell: Sendable {
    private(set) var jobs: [PricedJob] = []

    init(_ jobs: [PricedJob] = []) { self.jobs = jobs }

    mutating func append(_ job: PricedJob) { jobs.append(job) }
    mutating func append(_ other: MarketCell) { jobs += other.jobs }

    /// A funded job, as far as prices need it.
    struct PricedJob: Sendable {
        /// The price of one unit, in cents.
        let price: Int64
        let provider: ID<Provider>
        let customer: ID<Account>
    }

    /// The reason for hiding prices: they would reveal too much about single people.
    enum Suppression: String, Codable, CaseIterable, Sendable {
        /// There are fewer than ten jobs.
        case jobs
        /// Fewer than five providers did them.
        case providers
        /// They are of fewer than five customers.
        case customers
        /// More than 40 % of them are of one provider.
        case dominance
    }

    static let leastJobs = 10
    static let leastPeople = 5
    static let greatestShare = 40

    var suppression: Suppression? {
        let shares = Dictionary(jobs.map { ($0.provider, 1) }, uniquingKeysWith: +)
        if jobs.count < Self.leastJobs { return .jobs }
        if shares.count < Self.leastPeople { return .providers }
        if Set(jobs.map(\.customer)).count < Self.leastPeople { return .customers }
        let greatest = shares.values.max() ?? 0
        return greatest * 100 > Self.greatestShare * jobs.count ? .dominance : nil
    }

    /// The quartiles, each a price that was paid (nearest rank) to 100 cents, halves up.
    var quartiles: MarketPrices {
        let sorted = jobs.map(\.price).sorted()
        func price(_ percent: Int) -> Int64 {
            let rank = max(1, (percent * sorted.count + 99) / 100)
            return rank <= sorted.count ? (sorted[rank - 1] + 50) / 100 * 100 : 0
        }
        return MarketPrices(p25: price(25), p50: price(50), p75: price(75), jobs: jobs.count)
    }

    var answer: MarketAnswer { suppression.map { .suppressed($0) } ?? .shown(quartiles) }

    /// The sum of cells; the suppressed ones in it must pass together, or the sum would tell what they hide.
    static func total(of cells: [MarketCell]) -> MarketAnswer {
        let hidden = cells.filter { $0.suppression != nil }
        if !hidden.isEmpty, let suppression = merged(hidden).suppression { return .suppressed(suppression) }
        return merged(cells).answer
    }

    private static func merged(_ cells: [MarketCell]) -> MarketCell {
        cells.reduce(into: MarketCell()) { $0.append($1) }
    }
}

/// The prices of a month that may be shown, in cents.
struct MarketPrices: Equatable, Sendable {
    let p25: Int64
    let p50: Int64
    let p75: Int64
    let jobs: Int

    /// The change of p50 since earlier prices, in hundredths of a percent, halves up.
    func trend(since earlier: MarketPrices) -> Int64? {
        guard earlier.p50 > 0 else { return nil }
        let (change, base) = ((p50 - earlier.p50) * 10_000, earlier.p50)
        let rounded = 2 * change + base
        // Halves go up, also those below zero.
        return rounded >= 0 ? rounded / (2 * base) : -((-rounded + 2 * base - 1) / (2 * base))
    }
}

/// The part of a month that everybody may see.
enum MarketAnswer: Equatable, Sendable {
    case shown(MarketPrices)
    case suppressed(MarketCell.Suppression)
}
