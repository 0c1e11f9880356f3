import Kernel
import Platform
import Store

/// The prices of a service by month, of one region or of all.
struct MarketHistory: Sendable {
    /// The months that are over everywhere, oldest first.
    let months: [CalendarMonth]
    private let cells: [Key: MarketCell]

    /// Trends look back no farther.
    static let longest = 24

    private struct Key: Hashable {
        let month: CalendarMonth
        let region: ID<Region>
    }

    static func of(
        _ service: Service,
        in regions: [Region],
        _ tx: borrowing Tx
    ) throws -> MarketHistory {
        let zones = Dictionary(regions.map { ($0.id, $0.zone) }) { first, _ in first }
        let last = regions.map { $0.zone.month(of: tx.now).previous }.min()
        let months = (last ?? marketplace.zone.month(of: tx.now).previous).withPrevious(count: longest)
        var cells: [Key: MarketCell] = [:]
        guard let first = months.first, let last = months.last else {
            return MarketHistory(months: [], cells: [:])
        }
        // A day more on both sides, for zones; the month of a job is that of its region.
        let start = Zone.utc.instant(of: first.firstDay + -1, at: .midnight)
        let end = Zone.utc.instant(of: last.lastDay + 2, at: .midnight)
        try tx.forEach(
            """
            SELECT j.region_id, j.funded_at, e.provider_id, j.customer_id, e.amount, w.minutes
              FROM market_job j JOIN escrow e ON e.job_id = j.id JOIN award w ON w.id = e.award_id
             WHERE j.service_id = \(service.id) AND j.funded_at >= \(start) AND j.funded_at < \(end)
               AND j.region_id \(in: regions.map(\.id)) AND (w.unit IS NULL OR w.unit = \(service.unit))
            """
        ) { row in
            let (region, fundedAt) = (try row.next(ID<Region>.self), try row.next(Instant.self))
            guard let zone = zones[region] else { return }
            let (provider, customer) = (try row.next(ID<Provider>.self), try row.next(ID<Account>.self))
            let price = UnitPrice.of(try row.next(), minutes: try row.next(), per: service.unit)
            let key = Key(month: zone.month(of: fundedAt), region: region)
            cells[key, default: MarketCell()]
                .append(.init(price: price, provider: provider, customer: customer))
        }
        return MarketHistory(months: months, cells: cells)
    }

    /// The answer for each month, with the last prices shown before it; oldest first.
    var answers: [(month: CalendarMonth, answer: MarketAnswer, before: MarketPrices?)] {
        let byMonth = Dictionary(grouping: cells, by: \.key.month).mapValues { $0.map(\.value) }
        var shown: MarketPrices?
        return months.map { month in
            let (answer, before) = (MarketCell.total(of: byMonth[month] ?? []), shown)
            if case .shown(let prices) = answer { shown = prices }
            return (month, answer, before)
        }
    }
}
