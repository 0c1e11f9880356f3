import Kernel
import Store

/// A subscription as the provider last reported it.
///
/// A copy: it changes only by a request to the provider, which decides on plan and period.
package struct Subscription: Sendable, Hashable {
    package let id: ID<Subscription>
    package let account: ID<Account>
    package let provider: String
    package let providerID: String
    /// The provider's line item with the price.
    let item: String
    /// The ``PriceOnOffer/key`` of the purchase; empty when it was not bought here.
    package let planKey: String
    let price: String
    package let status: Status
    package let periodStart: Instant
    package let periodEnd: Instant
    package let trialEnd: Instant?
    package let cancelAtPeriodEnd: Bool
    /// The start of the missing payment; the grace period counts from here.
    package let pastDueSince: Instant?
    package let canceledAt: Instant?
    package let endedAt: Instant?
    package let startedAt: Instant
    /// The time of the newest event that is applied.
    let eventAt: Instant
    /// The time of the request to the provider behind this copy.
    let readAt: Instant
    package let version: Int

    package static let kind = "subscription"

    /// How far a subscription is, in the provider's words.
    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The first payment has not succeeded yet.
        case incomplete
        /// The first payment did not succeed in time; the subscription never began.
        case incompleteExpired = "incomplete_expired"
        /// In the free trial.
        case trialing
        /// Paid for the current period.
        case active
        /// A payment is missing and is attempted again.
        case pastDue = "past_due"
        /// A payment is missing and is no longer attempted.
        case unpaid
        /// Over.
        case canceled
        /// Suspended, without payments.
        case paused

        /// Whether no other status follows.
        package var isOver: Bool { self == .canceled || self == .incompleteExpired }
    }

    /// A step of a subscription.
    package enum Event: String, Codable, CaseIterable, Sendable {
        /// The free trial begins.
        case beginTrial = "begin_trial"
        /// A payment succeeds.
        case activate
        /// A payment fails.
        case missPayment = "miss_payment"
        /// The provider stops attempting the payment.
        case giveUpPayment = "give_up_payment"
        /// The subscription is suspended.
        case pause
        /// The first payment did not succeed in time.
        case expire
        /// The subscription ends.
        case cancel
    }

    /// The possible steps of a subscription; an answer of the provider that contradicts them is dropped.
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
    /// For steps of the provider; no role has it.
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

    /// The subscription in force, else the newest; nil for an account without any.
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
