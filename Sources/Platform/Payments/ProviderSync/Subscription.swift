import Kernel
import Store

/// What a provider says of someone's subscription, as it was last asked.
///
/// It is a mirror: nothing here changes but by asking the provider, and ``plan`` and period are theirs.
package struct Subscription: Sendable, Hashable {
    package let id: ID<Subscription>
    package let account: ID<Account>
    package let provider: String
    package let providerID: String
    /// The line of it that names the price.
    let item: String
    /// The ``PriceOnOffer/key`` of what was bought; empty when it was not bought here.
    package let planKey: String
    let price: String
    package let status: Status
    package let periodStart: Instant
    package let periodEnd: Instant
    package let trialEnd: Instant?
    package let cancelAtPeriodEnd: Bool
    /// Since when a payment is missing; grace is counted from here.
    package let pastDueSince: Instant?
    package let canceledAt: Instant?
    package let endedAt: Instant?
    package let startedAt: Instant
    /// When the newest event was made that is known to be in here.
    let eventAt: Instant
    /// When the provider was asked for what stands here.
    let readAt: Instant
    package let version: Int

    package static let kind = "subscription"

    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The first payment has not succeeded yet.
        case incomplete
        case incompleteExpired = "incomplete_expired"
        case trialing
        case active
        case pastDue = "past_due"
        case unpaid
        case canceled
        case paused

        /// Nothing comes after it.
        package var isOver: Bool { self == .canceled || self == .incompleteExpired }
    }

    package enum Event: String, Codable, CaseIterable, Sendable {
        case beginTrial = "begin_trial"
        case activate
        case missPayment = "miss_payment"
        case giveUpPayment = "give_up_payment"
        case pause
        case expire
        case cancel
    }

    /// The ways that a provider's subscription goes; what an answer says against it is not believed.
    // swift-format-ignore
    package static let lifecycle = Lifecycle<Subscription, Status, Event>(start: .incomplete) {
        On(.beginTrial,    from: .incomplete, .active, .pastDue, .paused, .unpaid, to: .trialing, needs: .paymentsMirror)
        On(.activate,      from: .incomplete, .trialing, .pastDue, .unpaid, .paused, to: .active, needs: .paymentsMirror)
        On(.missPayment,   from: .incomplete, .trialing, .active, .unpaid, .paused, to: .pastDue, needs: .paymentsMirror)
        On(.giveUpPayment, from: .incomplete, .trialing, .active, .pastDue, .paused, to: .unpaid, needs: .paymentsMirror)
        On(.pause,         from: .incomplete, .trialing, .active, .pastDue, .unpaid, to: .paused, needs: .paymentsMirror)
        On(.expire,        from: .incomplete, to: .incompleteExpired, needs: .paymentsMirror)
        On(.cancel,        from: .incomplete, .trialing, .active, .pastDue, .unpaid, .paused, to: .canceled, needs: .paymentsMirror)
    }
}

extension Permission {
    /// What a provider does; no one holds it.
    package static let paymentsMirror = Permission("payments.mirror")
}

extension Subscription: Record {
    package static let columns: SQL =
        """
        u.id, u.account_id, u.provider, u.provider_id, u.item_id, u.plan_key, u.price_id, u.status, u.period_start,
        u.period_end, u.trial_end, u.cancel_at_period_end, u.past_due_since, u.canceled_at, u.ended_at, u.started_at,
        u.event_at, u.read_at, u.version
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        provider = try row.next()
        providerID = try row.next()
        item = try row.next()
        planKey = try row.next()
        price = try row.next()
        status = try row.next()
        periodStart = try row.next()
        periodEnd = try row.next()
        trialEnd = try row.next()
        cancelAtPeriodEnd = try row.next()
        pastDueSince = try row.next()
        canceledAt = try row.next()
        endedAt = try row.next()
        startedAt = try row.next()
        eventAt = try row.next()
        readAt = try row.next()
        version = try row.next()
    }
}

extension Subscription {
    package static func find(_ id: ID<Subscription>, _ tx: borrowing Tx) throws -> Subscription {
        try tx.one("SELECT \(columns) FROM subscription u WHERE u.id = \(id)")
    }

    /// The one that counts: not over before one that is, then the newest; nil when they never had one.
    package static func current(of account: ID<Account>, _ tx: borrowing Tx) throws -> Subscription? {
        try tx.first(
            """
            SELECT \(columns) FROM subscription u WHERE u.account_id = \(account)
             ORDER BY CASE WHEN u.status IN ('canceled', 'incomplete_expired') THEN 2 WHEN u.status = 'incomplete' THEN 1 ELSE 0 END,
                      u.started_at DESC, u.id DESC LIMIT 1
            """
        )
    }

    /// Newest first.
    package static func all(of account: ID<Account>, _ tx: borrowing Tx) throws -> [Subscription] {
        try tx.all(
            """
            SELECT \(columns) FROM subscription u WHERE u.account_id = \(account) ORDER BY u.started_at DESC, u.id DESC
            """
        )
    }

    static func find(provider: String, _ providerID: String, _ tx: borrowing Tx) throws -> Subscription? {
        try tx.first(
            """
            SELECT \(columns) FROM subscription u WHERE u.provider = \(provider) AND u.provider_id = \(providerID)
            """
        )
    }
}
