import Kernel
import Platform
import Store

/// A customer's current plan, with the period in which its limits count.
struct Coverage: Sendable {
    let plan: Plan
    /// Nil for the welcome plan, and for a plan that the office has granted.
    let subscription: Subscription?
    /// Only for a plan that the office has granted.
    let grant: PlanGrant?
    let window: Window

    /// A period, from its first moment until the first moment after it.
    struct Window: Sendable, Equatable {
        let start: Instant
        let end: Instant
    }

    /// A reason why the plan does not cover a request.
    enum Lack: String, Codable, CaseIterable, Sendable {
        /// There is no subscription, and no welcome plan that still runs.
        case noSubscription = "no_subscription"
        /// The subscription has ended.
        case subscriptionEnded = "subscription_ended"
        /// A payment is overdue beyond the grace period; a valid card helps, another plan does not.
        case paymentOverdue = "payment_overdue"
        /// The plan does not include the service.
        case serviceNotIncluded = "service_not_included"
        /// All uses of this period are spent.
        case allowanceSpent = "allowance_spent"
    }

    enum Found: Sendable {
        case covered(Coverage)
        case lacking(Lack)
    }

    /// The current plan of `account`, for any service: what was bought, else what was granted, else the welcome plan.
    static func of(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Found {
        let found = try bought(account, tx)
        if let found, case .covered = found { return found }
        if let grant = try PlanGrant.running(of: account, tx) { return .covered(try granted(grant, tx)) }
        if let found { return found }
        return try welcome(account, tx)
    }

    /// Nil for a customer without a subscription that ever began.
    private static func bought(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Found? {
        let current = try Subscription.current(of: account, tx)
        guard let current, current.status != .incomplete, current.status != .incompleteExpired else {
            return nil
        }
        guard !current.status.isOver, let plan = try Plan.find(key: current.planKey, tx) else {
            return .lacking(.subscriptionEnded)
        }
        let grace = Duration.days(plan.terms.graceDays.value)
        switch current.status {
        case .trialing, .active:
            // The provider's event about the next period may be late, by up to the grace period.
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
        return .covered(Coverage(plan: plan, subscription: current, grant: nil, window: window))
    }

    private static func granted(_ grant: PlanGrant, _ tx: borrowing Tx) throws -> Coverage {
        let plan = try Plan.find(grant.plan, tx)
        let window = UsageWindow(of: grant, plan.terms).containing(tx.now)
        return Coverage(plan: plan, subscription: nil, grant: grant, window: window)
    }

    private static func welcome(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Found {
        guard let plan = try Plan.welcome(tx) else { return .lacking(.noSubscription) }
        let since = try Account.find(account, tx).createdAt
        let end = since + .days(plan.terms.trialDays.value)
        guard tx.now < end else { return .lacking(.noSubscription) }
        let window = Window(start: since, end: end)
        return .covered(Coverage(plan: plan, subscription: nil, grant: nil, window: window))
    }
}
