import Kernel
import Platform
import Store
import Web

/// The figures of a customer, since the first day.
struct CustomerMetrics: View {
    /// The customer's account.
    var customerId: ID<Account>
    /// Jobs posted.
    var posted: Int
    /// Jobs paid for.
    var funded: Int
    /// Jobs completed.
    var completed: Int
    /// Jobs cancelled.
    var cancelled: Int
    /// The payments of the customer less refunds, in cents.
    var spendMinor: Int64
    /// Whether the customer has completed more than one job.
    var `repeat`: Bool
    /// When the customer last posted, accepted or completed; absent for one who has done nothing.
    var lastActive: Instant?
    /// Whether that is longer ago than the threshold of churn.
    var churned: Bool

    static func of(_ customer: ID<Account>, _ tx: borrowing Tx) throws -> CustomerMetrics {
        let jobs: Jobs = try tx.one(
            """
            SELECT COUNT(*), COUNT(j.funded_at), COUNT(*) FILTER (WHERE j.state = 'completed'),
                   COUNT(*) FILTER (WHERE j.state = 'cancelled'), MAX(j.posted_at), MAX(j.completed_at),
                   (SELECT MAX(a.created_at) FROM award a JOIN market_job k ON k.id = a.job_id WHERE k.customer_id = \(customer))
              FROM market_job j WHERE j.customer_id = \(customer)
            """
        )
        let spend: Int64? = try tx.value(
            """
            SELECT \(SQL.sum(of: "c.amount - c.refunded")) FROM charge c
             WHERE c.account_id = \(customer) AND c.state = 'succeeded' AND NOT c.is_stray
            """
        )
        let threshold = try Policies.duration(.churnThresholdDays, at: tx.now, tx)
        return CustomerMetrics(
            customerId: customer,
            posted: jobs.posted,
            funded: jobs.funded,
            completed: jobs.completed,
            cancelled: jobs.cancelled,
            spendMinor: spend ?? 0,
            repeat: jobs.completed > 1,
            lastActive: jobs.lastActive,
            churned: jobs.lastActive.map { tx.now - $0 > threshold } ?? false
        )
    }

    private struct Jobs: RowDecodable {
        let posted: Int
        let funded: Int
        let completed: Int
        let cancelled: Int
        let lastActive: Instant?

        init(_ row: inout Row) throws {
            posted = try row.next()
            funded = try row.next()
            completed = try row.next()
            cancelled = try row.next()
            let times: [Instant?] = [try row.next(), try row.next(), try row.next()]
            lastActive = times.compactMap(\.self).max()
        }
    }
}
