import Kernel
import Platform
import Store

/// What somebody may hand in now: their plan, and the stretch of time that its limits count in.
struct Coverage: Sendable {
    let plan: Plan
    /// Nil for the plan that everyone begins with.
    let subscription: Subscription?
    let window: Window

    /// From here until there, as instants of the office's wall time.
    struct Window: Sendable, Equatable {
        let start: Instant
        let end: Instant
    }

    /// Why nothing can be handed in, or not this.
    enum Lack: String, Codable, CaseIterable, Sendable {
        case noSubscription = "no_subscription"
        case subscriptionEnded = "subscription_ended"
        /// The grace is over; a card that works helps, no other plan.
        case paymentOverdue = "payment_overdue"
        case serviceNotIncluded = "service_not_included"
        case allowanceSpent = "allowance_spent"
    }

    enum Found: Sendable {
        case covered(Coverage)
        case lacking(Lack)
    }

    /// What `account` has now, whatever the service.
    static func of(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Found {
        let current = try Subscription.current(of: account, tx)
        guard let current, current.status != .incomplete, current.status != .incompleteExpired else {
            return try welcome(account, tx)
        }
        guard !current.status.isOver, let plan = try Plan.find(key: current.planKey, tx) else {
            return .lacking(.subscriptionEnded)
        }
        let grace = Duration.days(plan.terms.graceDays.value)
        switch current.status {
        case .trialing, .active:
            // The provider may be late to tell of the next period, as late as a payment may be.
            let isKnown = tx.now < current.periodEnd + max(grace, .hours(72))
            guard isKnown else { return .lacking(.subscriptionEnded) }
        case .pastDue:
            guard tx.now < (current.pastDueSince ?? current.periodStart) + grace else {
                return .lacking(.paymentOverdue)
            }
        case .unpaid, .paused: return .lacking(.paymentOverdue)
        case .incomplete, .incompleteExpired, .canceled: return .lacking(.subscriptionEnded)
        }
        let window = UsageWindow(of: current, plan.terms).containing(tx.now)
        return .covered(Coverage(plan: plan, subscription: current, window: window))
    }

    private static func welcome(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Found {
        guard let plan = try Plan.welcome(tx) else { return .lacking(.noSubscription) }
        let since = try Account.find(account, tx).createdAt
        let end = since + .days(plan.terms.trialDays.value)
        guard tx.now < end else { return .lacking(.noSubscription) }
        let window = Window(start: since, end: end)
        return .covered(Coverage(plan: plan, subscription: nil, window: window))
    }
}
