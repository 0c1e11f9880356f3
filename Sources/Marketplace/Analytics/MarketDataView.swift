import Kernel
import Platform
import Web

/// The market for a service.
struct MarketData: Query {
    /// The service whose prices are asked for.
    var serviceId: ID<Service>
    /// The region; without it, all regions together.
    var regionId: ID<Region>?
    /// How many months, up to the last one that is over; 12 when absent.
    var months: Ranged<1, 24>?

    var count: Int { months?.value ?? 12 }
}

/// The prices of a service by month.
struct MarketDataView: View {
    /// The service that the prices were paid for.
    var serviceId: ID<Service>
    /// The unit of the prices, as the service has it now; jobs that were awarded by another unit do not count.
    var unit: Service.Unit
    /// The region; absent for all together.
    var regionId: ID<Region>?
    /// By month, oldest first.
    var months: [Month]

    /// The prices of a month, or why they are not shown.
    struct Month: Codable, Sendable {
        /// As `2026-11`.
        var month: String
        /// Whether the prices are hidden; then there are no figures.
        var suppressed: Bool
        /// The reason for hiding them; absent where they are shown.
        var reason: MarketCell.Suppression?
        /// The price that a quarter of the jobs stayed below.
        var p25: Figure?
        /// The middle price.
        var p50: Figure?
        /// The price that a quarter of the jobs exceeded.
        var p75: Figure?
        /// The change of the middle price against the last month shown; null before there is one.
        var trend: Figure?
    }

    init(_ history: MarketHistory, of service: Service, in region: ID<Region>?, months count: Int) {
        serviceId = service.id
        unit = service.unit
        regionId = region
        months = history.answers.suffix(count).map { Month($0.month, $0.answer, since: $0.before) }
    }
}

extension MarketDataView.Month {
    init(_ month: CalendarMonth, _ answer: MarketAnswer, since before: MarketPrices?) {
        self.month = month.description
        switch answer {
        case .suppressed(let reason):
            (suppressed, self.reason) = (true, reason)
        case .shown(let prices):
            suppressed = false
            let figure = { (price: Int64) in
                Figure(.marketPrice, Double(price), of: prices.jobs).over(month.description)
            }
            (p25, p50, p75) = (figure(prices.p25), figure(prices.p50), figure(prices.p75))
            let change = before.flatMap { prices.trend(since: $0) }
            trend = Figure(.trend, change.map(Double.init), of: before.map { $0.jobs + prices.jobs } ?? 0)
        }
    }
}
