import Kernel
import Platform
import Store
import Web

/// The figures of a customer by month.
struct CustomerAnalyticsView: View {
    /// The customer's account.
    var customerId: ID<Account>
    /// The first day, in the zone of the platform.
    var from: CivilDate
    /// The last day.
    var to: CivilDate
    /// The figures of the whole time.
    var total: Figures
    /// The figures by month, oldest first; the first and the last may be parts.
    var months: [Month]

    /// The figures of a month.
    struct Month: Codable, Sendable {
        /// As `2026-11`.
        var month: String
        /// The figures of its days.
        var figures: Figures
    }

    /// A customer's figures of some time.
    struct Figures: Codable, Sendable {
        /// Jobs posted.
        var posted: Figure
        /// Jobs paid for.
        var funded: Figure
        /// Jobs completed.
        var completed: Figure
        /// Jobs cancelled.
        var cancelled: Figure
        /// The payments less refunds.
        var spend: Figure
    }

    static func of(
        _ customer: ID<Account>,
        in period: AnalyticsPeriod,
        _ tx: borrowing Tx
    ) throws -> CustomerAnalyticsView {
        var months: [Month] = []
        for (month, days) in period.months {
            months.append(Month(month: month.description, figures: try Figures(customer, in: days, tx)))
        }
        return CustomerAnalyticsView(
            customerId: customer,
            from: period.from,
            to: period.to,
            total: try Figures(customer, in: period, tx),
            months: months
        )
    }
}

extension CustomerAnalyticsView.Figures {
    init(_ customer: ID<Account>, in period: AnalyticsPeriod, _ tx: borrowing Tx) throws {
        let (start, end) = (period.start, period.end)
        let jobs: Jobs = try tx.one(
            """
            SELECT COUNT(*) FILTER (WHERE j.posted_at >= \(start) AND j.posted_at < \(end)),
                   COUNT(*) FILTER (WHERE j.funded_at >= \(start) AND j.funded_at < \(end)),
                   COUNT(*) FILTER (WHERE j.state = 'completed' AND j.completed_at >= \(start) AND j.completed_at < \(end)),
                   COUNT(*) FILTER (WHERE j.state = 'cancelled' AND j.over_at >= \(start) AND j.over_at < \(end))
              FROM market_job j WHERE j.customer_id = \(customer)
            """
        )
        let paid: Paid = try tx.one(
            """
            SELECT COUNT(*), \(SQL.sum(of: "c.amount - c.refunded")) FROM charge c
             WHERE c.account_id = \(customer) AND c.state = 'succeeded' AND NOT c.is_stray
               AND c.paid_at >= \(start) AND c.paid_at < \(end)
            """
        )
        posted = Figure(.posted, count: jobs.posted).over(period.window)
        funded = Figure(.funded, count: jobs.funded).over(period.window)
        completed = Figure(.jobsCompleted, count: jobs.completed).over(period.window)
        cancelled = Figure(.cancelled, count: jobs.cancelled).over(period.window)
        spend = Figure(.spend, Double(paid.sum), of: paid.count).over(period.window)
    }

    private struct Jobs: RowDecodable {
        let posted: Int
        let funded: Int
        let completed: Int
        let cancelled: Int

        init(_ row: inout Row) throws {
            posted = try row.next()
            funded = try row.next()
            completed = try row.next()
            cancelled = try row.next()
        }
    }

    private struct Paid: RowDecodable {
        let count: Int
        let sum: Int64

        init(_ row: inout Row) throws {
            count = try row.next()
            sum = try row.next()
        }
    }
}
