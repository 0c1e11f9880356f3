import Kernel
import Platform
import Store
import Web

/// How many customers come back, and how many go away.
struct CustomerRetentionView: View {
    /// The region; absent for all within reach.
    var regionId: ID<Region>?
    /// Customers who completed a job in both of the last two quarters of 90 days.
    var retention: Figure
    /// Customers who went away.
    var churn: Figure
    /// The threshold of churn.
    var threshold: PolicyValue
    /// By month of the first completed job, the last 24 months with the present one, oldest first; months without any are
    /// left out.
    var cohorts: [Cohort]

    /// The customers of a month.
    struct Cohort: Codable, Sendable {
        /// The month of their first completed job, as `2026-11`.
        var month: String
        /// Their number.
        var customers: Int
        /// The share of them who completed another job in each later month, oldest first.
        var later: [Later]
    }

    /// A later month of a cohort.
    struct Later: Codable, Sendable {
        /// As `2026-12`.
        var month: String
        /// The share of the customers who completed a job then.
        var share: Figure
    }
}

extension CustomerRetentionView {
    private static let months = 24
    private static let window = Duration.days(90)

    static func of(
        _ regions: [Region],
        asked region: ID<Region>?,
        _ tx: borrowing Tx
    ) throws -> CustomerRetentionView {
        let completions = try Completion.all(in: regions, tx)
        let zones = Dictionary(regions.map { ($0.id, $0.zone) }) { first, _ in first }
        var cohorts = CustomerCohorts()
        for completion in completions {
            let zone = zones[completion.region] ?? marketplace.zone
            cohorts.complete(completion.customer, in: zone.month(of: completion.at))
        }
        let last = regions.map { $0.zone.month(of: tx.now) }.max() ?? marketplace.zone.month(of: tx.now)
        let threshold = try PolicyValue(.churnThresholdDays, tx)
        let days = Int(threshold.value)
        let churn = try Churn.of(in: regions.map(\.id), threshold: .days(days), at: tx.now, tx)
        return CustomerRetentionView(
            regionId: region,
            retention: retention(completions, at: tx.now),
            churn: Figure(.churn, churn.lost, of: churn.active, days: days),
            threshold: threshold,
            cohorts: cohorts.list(through: last, count: months).map(Cohort.init)
        )
    }

    /// Of the customers of the last quarter but one, those of the last.
    private static func retention(_ completions: [Completion], at now: Instant) -> Figure {
        let (start, middle) = (now - window - window, now - window)
        func customers(_ times: Range<Instant>) -> Set<ID<Account>> {
            Set(completions.filter { times.contains($0.at) }.map(\.customer))
        }
        let (first, second) = (customers(start..<middle), customers(middle..<now))
        return Figure(.retention, CustomerRetention.share(of: first, in: second), of: first.count)
    }

    /// A completed job.
    private struct Completion: RowDecodable {
        let customer: ID<Account>
        let region: ID<Region>
        let at: Instant

        init(_ row: inout Row) throws {
            customer = try row.next()
            region = try row.next()
            at = try row.next()
        }

        static func all(in regions: [Region], _ tx: borrowing Tx) throws -> [Completion] {
            try tx.all(
                """
                SELECT j.customer_id, j.region_id, j.completed_at FROM market_job j
                 WHERE j.region_id \(in: regions.map(\.id)) AND j.state = 'completed'
                """
            )
        }
    }
}

extension CustomerRetentionView.Cohort {
    init(_ cohort: CustomerCohorts.Cohort) {
        month = cohort.month.description
        customers = cohort.customers
        later = cohort.later.map { later in
            let share = Figure(.cohort, later.customers, of: cohort.customers)
            return .init(month: later.month.description, share: share.over(later.month.description))
        }
    }
}
