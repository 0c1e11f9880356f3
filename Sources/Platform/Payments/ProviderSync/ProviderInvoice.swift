import Kernel
import Store

/// The provider's charge for one period of a subscription; the invoice that the law requires is the product's own.
package struct ProviderInvoice: Sendable, Hashable {
    package let id: ID<ProviderInvoice>
    package let account: ID<Account>
    package let subscription: ID<Subscription>?
    /// Nil when nothing was due, or it has not been paid.
    package let payment: ID<Payment>?
    package let provider: String
    package let providerID: String
    /// The plan at the time it was paid.
    package let planKey: String
    package let status: Status
    /// As `subscription_create`, `subscription_cycle`, `subscription_update`.
    package let reason: String
    /// The total, taxes included.
    package let amount: Money
    package let periodStart: Instant
    package let periodEnd: Instant
    /// The number of the provider's attempts.
    package let attempts: Int
    package let createdAt: Instant
    package let paidAt: Instant?
    let readAt: Instant

    package static let kind = "provider_invoice"

    /// How far the provider's charge is.
    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Not final yet.
        case draft
        /// Final and not paid.
        case open
        /// Paid in full.
        case paid
        /// Given up as a loss.
        case uncollectible
        /// Withdrawn.
        case void
    }
}

extension ProviderInvoice: Record {
    package static let columns: SQL =
        """
        i.id, i.account_id, i.subscription_id, i.payment_id, i.provider, i.provider_id, i.plan_key, i.status, i.reason,
        i.currency, i.amount, i.period_start, i.period_end, i.attempts, i.created_at, i.paid_at, i.read_at
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        subscription = try row.next()
        payment = try row.next()
        provider = try row.next()
        providerID = try row.next()
        planKey = try row.next()
        status = try row.next()
        reason = try row.next()
        let currency: Currency = try row.next()
        amount = Money(try row.next(), currency)
        periodStart = try row.next()
        periodEnd = try row.next()
        attempts = try row.next()
        createdAt = try row.next()
        paidAt = try row.next()
        readAt = try row.next()
    }
}

extension ProviderInvoice {
    package static func find(_ id: ID<ProviderInvoice>, _ tx: borrowing Tx) throws -> ProviderInvoice {
        try tx.one("SELECT \(columns) FROM provider_invoice i WHERE i.id = \(id)")
    }

    static func find(provider: String, _ providerID: String, _ tx: borrowing Tx) throws -> ProviderInvoice? {
        try tx.first(
            """
            SELECT \(columns) FROM provider_invoice i WHERE i.provider = \(provider) AND i.provider_id = \(providerID)
            """
        )
    }
}
