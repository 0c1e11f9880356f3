import Kernel
import Platform
import Store
import Web

/// A customer's subscription on the office's desk: administrators cancel, extend and grant, each time with a reason.
enum SubscriptionDesk {
    static let routes = rows.tagged("Users (office)")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                                     handler  needs
        Get   ("/admin/users/{id}/subscription",                        show,    .customerRead,           "Get a customer's subscription", details: "With earlier subscriptions, and the plans that the office has granted.")
        Post  ("/admin/users/{id}/subscription/cancel",                 cancel,  .subscriptionAdminister, "Cancel a customer's subscription", details: "At the end of the paid period, or at once. Nothing is paid back: refund the payment for that.").idempotent.afresh.refuses(.notSubscribed, .subscriptionEnded, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post  ("/admin/users/{id}/subscription/resume",                 resume,  .subscriptionAdminister, "Resume a customer's subscription", details: "Withdraws a cancellation before the subscription has ended.").idempotent.afresh.refuses(.notSubscribed, .subscriptionEnded, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post  ("/admin/users/{id}/subscription/extend",                 extend,  .subscriptionAdminister, "Extend a customer's subscription", details: "Without a charge, and at most two years ahead. A paid subscription begins a period that ends with the given day, with new limits, and is charged again after it; a granted plan ends later.").idempotent.afresh.refuses(.notSubscribed, .subscriptionEnded, .stale, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post  ("/admin/users/{id}/subscription/grant",                  grant,   .subscriptionAdminister, "Grant a plan to a customer", details: "From now on, without a payment, and at most two years ahead. Refused while a subscription or another granted plan covers the customer.").idempotent.afresh.refuses(.planNotForSale, .alreadySubscribed, .planGranted)
        Delete("/admin/users/{id}/subscription/grants/{grant}",         revoke,  .subscriptionAdminister, "Revoke a granted plan", details: "It ends at once. Requests that were submitted with it stay.").afresh.refuses(.subscriptionEnded, .stale)
    }
}

/// The office's reason for a change of a subscription.
struct OfficeReason: Body {
    /// For the audit log; the customer does not see it.
    var reason: Text<1, 500>
}

/// The office's cancellation of a subscription.
struct OfficeCancellation: Body {
    /// For the audit log; the customer does not see it.
    var reason: Text<1, 500>
    /// The end of the subscription; `period_end` by default.
    var at: End?

    /// The moment at which a cancelled subscription ends.
    enum End: String, Codable, CaseIterable, Sendable {
        /// With the period that is already paid.
        case periodEnd = "period_end"
        /// At once.
        case now
    }
}

/// A later end of a subscription or of a granted plan.
struct PlanExtension: Body {
    /// The last day, later than the present end and at most two years ahead.
    var until: CivilDate
    /// For the audit log; the customer does not see it.
    var reason: Text<1, 500>
}

/// A plan to grant.
struct NewGrant: Body {
    /// A plan that is offered; the welcome plan too.
    var planId: ID<Plan>
    /// The last day, at most two years ahead.
    var until: CivilDate
    /// For the audit log; the customer does not see it.
    var reason: Text<1, 500>
}

extension SubscriptionDesk {
    static func show(_ call: Call, id: ID<Account>) async throws -> CustomerSubscription {
        try await call.db.read { tx in
            try CustomerSubscription(of: customer(id, for: call, tx), for: call, tx)
        }
    }

    static func cancel(
        _ call: Call,
        id: ID<Account>,
        body: OfficeCancellation
    ) async throws -> CustomerSubscription {
        let subscription = try await subscription(of: id, call)
        let end = body.at ?? .periodEnd
        let details: JSONValue = ["at": .string(end.rawValue), "reason": .string(body.reason.rawValue)]
        switch end {
        case .periodEnd:
            _ = try await Payments.cancelAtPeriodEnd(subscription.id, true, noting: details, call)
        case .now:
            _ = try await Payments.cancelNow(subscription.id, noting: details, call)
        }
        return try await show(call, id: id)
    }

    static func resume(
        _ call: Call,
        id: ID<Account>,
        body: OfficeReason
    ) async throws -> CustomerSubscription {
        let subscription = try await subscription(of: id, call)
        let details: JSONValue = ["reason": .string(body.reason.rawValue)]
        _ = try await Payments.cancelAtPeriodEnd(subscription.id, false, noting: details, call)
        return try await show(call, id: id)
    }

    /// A granted plan covers only where no subscription does: then it is the one to extend.
    static func extend(
        _ call: Call,
        id: ID<Account>,
        body: PlanExtension
    ) async throws -> CustomerSubscription {
        let order = try await call.db.write { tx in
            try extendGrant(of: customer(id, for: call, tx), body, by: call.actor, tx)
        }
        if let order {
            _ = try await Payments.extend(
                order.subscription.id,
                until: order.term.end,
                noting: order.term.details,
                call
            )
            try await call.db.write { tx in try order.notify(tx) }
        }
        return try await show(call, id: id)
    }

    static func grant(
        _ call: Call,
        id: ID<Account>,
        body: NewGrant
    ) async throws -> Created<PlanGrantView> {
        let view = try await call.db.write { tx in
            let customer = try customer(id, for: call, tx)
            let reason = body.reason.rawValue
            let term = try PlanTerm(until: body.until, after: tx.now, at: tx.now, because: reason)
            let plan = try Plan.find(body.planId, tx)
            guard plan.status == .offered else { throw Problem(.planNotForSale) }
            if case .covered(let coverage) = try Coverage.of(id, tx), coverage.subscription != nil {
                throw Problem(.alreadySubscribed)
            }
            let grant = try PlanGrant.give(plan, to: customer, term, by: call.actor, tx)
            return try PlanGrantView.list([grant], for: call, tx)[0]
        }
        return Created(view, at: "/admin/users/\(id)/subscription")
    }

    static func revoke(
        _ call: Call,
        id: ID<Account>,
        grant: ID<PlanGrant>,
        body: OfficeReason
    ) async throws -> PlanGrantView {
        try await call.db.write { tx in
            let customer = try customer(id, for: call, tx)
            let found = try PlanGrant.find(grant, of: customer.id, tx)
            let revoked = try found.revoke(because: body.reason.rawValue, by: call.actor, tx)
            return try PlanGrantView.list([revoked], for: call, tx)[0]
        }
    }

    /// Staff have no subscriptions.
    private static func customer(
        _ id: ID<Account>,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Account {
        let account = try Users.find(id, for: call, tx).account
        guard account.role == .customer else { throw Problem(.notFound) }
        return account
    }

    private static func subscription(of id: ID<Account>, _ call: Call) async throws -> Subscription {
        let current = try await call.db.read { tx in
            try Subscription.current(of: customer(id, for: call, tx).id, tx)
        }
        guard let current, !current.status.isOver else { throw Problem(.notSubscribed) }
        return current
    }

    /// Extends a granted plan; for a subscription, returns the order to the provider.
    private static func extendGrant(
        of customer: Account,
        _ body: PlanExtension,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Extension? {
        let reason = body.reason.rawValue
        if case .covered(let coverage) = try Coverage.of(customer.id, tx), let grant = coverage.grant {
            let term = try PlanTerm(until: body.until, after: grant.endsAt, at: tx.now, because: reason)
            try grant.extend(term, by: actor, tx)
            return nil
        }
        let current = try Subscription.current(of: customer.id, tx)
        guard let current, !current.status.isOver, current.status != .incomplete else {
            throw Problem(.notSubscribed)
        }
        let term = try PlanTerm(until: body.until, after: current.periodEnd, at: tx.now, because: reason)
        return Extension(customer: customer, subscription: current, term: term)
    }

    /// A subscription to be extended by the provider.
    private struct Extension: Sendable {
        let customer: Account
        let subscription: Subscription
        let term: PlanTerm

        func notify(_ tx: borrowing Tx) throws {
            let key = "extended:\(subscription.id):\(term.end.seconds)"
            try Plan.find(key: subscription.planKey, tx)?.notifyHeld(
                by: customer,
                until: term.end,
                key: key,
                tx
            )
        }
    }
}
