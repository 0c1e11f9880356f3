import Kernel
import Platform
import Store
import Web

/// A customer's own subscription; the provider takes the money and says how it stands.
enum Subscriptions {
    static let routes = rows.tagged("Subscriptions")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                       handler   needs
        Get ("/subscriptions/me",       show,     .subscriptionManage, "The caller's plan, how it stands, and what is left of it")
        Get ("/subscriptions/history",  history,  .subscriptionManage, "Every subscription the caller had, newest first")
        Post("/subscriptions/checkout", checkout, .subscriptionManage, "A page on which a plan is paid for").refuses(.notFound, .planNotForSale, .alreadySubscribed, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post("/subscriptions/portal",   portal,   .subscriptionManage, "A page for cards and bills").refuses(.paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post("/subscriptions/cancel",   cancel,   .subscriptionManage, "End the subscription with the period that is paid for").refuses(.notSubscribed, .subscriptionEnded, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post("/subscriptions/resume",   resume,   .subscriptionManage, "Let it go on after all").refuses(.notSubscribed, .subscriptionEnded, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post("/subscriptions/upgrade",  upgrade,  .subscriptionManage, "Another plan from now on; what is left of the old one is credited").refuses(.notFound, .notSubscribed, .planNotForSale, .subscriptionEnded, .subscriptionUnchanged, .paymentDeclined, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
    }
}

struct PlanChoice: Body {
    var planId: ID<Plan>
    /// The path of this site to come back to, beginning with `/`.
    var returnTo: Line<1, 300>?
}

struct PortalWish: Body {
    var returnTo: Line<1, 300>?
}

extension Subscriptions {
    static func show(_ call: Call) async throws -> SubscriptionView {
        let me = try call.account
        return try await call.db.read { tx in try SubscriptionView.of(me, in: call.languages, tx) }
    }

    static func history(_ call: Call) async throws -> Listing<PastSubscription> {
        let me = try call.account
        return try await call.db.read { tx in
            let plans = Dictionary(uniqueKeysWithValues: try Plan.all(tx).map { ($0.id.description, $0) })
            return Listing(
                try Subscription.all(of: me, tx).map { subscription in
                    let plan = plans[subscription.planKey]
                    return PastSubscription(subscription, plan?.name.text(in: call.languages))
                }
            )
        }
    }

    static func checkout(_ call: Call, body: PlanChoice) async throws -> PaymentPage {
        let me = try call.account
        let address = try call.site.returnAddress(to: body.returnTo)
        let offer = try await offer(body.planId, call)
        try await Quota.paymentPages.taken(call)
        let addresses = ReturnAddresses(success: address, cancel: address)
        return PaymentPage(try await Payments.checkout(for: me, offer, returning: addresses, call))
    }

    static func portal(_ call: Call, body: PortalWish?) async throws -> PaymentPage {
        let address = try call.site.returnAddress(to: body?.returnTo)
        try await Quota.paymentPages.taken(call)
        return PaymentPage(url: try await Payments.portal(for: call.account, returningTo: address, call))
    }

    static func cancel(_ call: Call) async throws -> SubscriptionView {
        try await end(true, call)
    }

    static func resume(_ call: Call) async throws -> SubscriptionView {
        try await end(false, call)
    }

    static func upgrade(_ call: Call, body: PlanChoice) async throws -> SubscriptionView {
        let current = try await current(call)
        let offer = try await offer(body.planId, call)
        try await Quota.paymentPages.taken(call)
        _ = try await Payments.upgrade(current.id, to: offer, call)
        return try await show(call)
    }

    private static func end(_ isCancelled: Bool, _ call: Call) async throws -> SubscriptionView {
        let current = try await current(call)
        try await Quota.paymentPages.taken(call)
        _ = try await Payments.cancelAtPeriodEnd(current.id, isCancelled, call)
        return try await show(call)
    }

    private static func current(_ call: Call) async throws -> Subscription {
        let me = try call.account
        let current = try await call.db.read { tx in try Subscription.current(of: me, tx) }
        guard let current, !current.status.isOver else { throw Problem(.notSubscribed) }
        return current
    }

    private static func offer(_ id: ID<Plan>, _ call: Call) async throws -> PriceOnOffer {
        let plan = try await call.db.read { tx in try Plan.find(id, tx) }
        guard plan.status == .offered, !plan.terms.isWelcome else { throw Problem(.planNotForSale) }
        return plan.offer(in: call.languages)
    }
}
