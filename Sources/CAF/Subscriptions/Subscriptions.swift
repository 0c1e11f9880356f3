import Kernel
import Platform
import Store
import Web

/// The caller's subscription; the payment provider collects the money and keeps its state.
enum Subscriptions {
    static let routes = rows.tagged("Subscriptions")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                       handler   needs
        Get ("/subscriptions/me",       show,     .subscriptionManage, "Get the caller's subscription", details: "Contains the plan, the state of the subscription, and the uses that are left.")
        Get ("/subscriptions/history",  history,  .subscriptionManage, "List the caller's subscriptions", details: "Current and past subscriptions, the newest first.")
        Post("/subscriptions/checkout", checkout, .subscriptionManage, "Create a subscription checkout page", details: "The subscription begins with the first payment, or with the plan's free trial.").refuses(.notFound, .planNotForSale, .alreadySubscribed, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post("/subscriptions/portal",   portal,   .subscriptionManage, "Create a billing portal page", details: "On this page the customer manages payment methods and downloads the provider's receipts.").refuses(.paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post("/subscriptions/cancel",   cancel,   .subscriptionManage, "Cancel the caller's subscription", details: "The subscription stays active until the end of the period that is already paid.").refuses(.notSubscribed, .subscriptionEnded, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post("/subscriptions/resume",   resume,   .subscriptionManage, "Resume the caller's subscription", details: "Withdraws a cancellation before the subscription has ended.").refuses(.notSubscribed, .subscriptionEnded, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post("/subscriptions/upgrade",  upgrade,  .subscriptionManage, "Change the caller's subscription plan", details: "Takes effect at once. The unused part of the current period is credited.").refuses(.notFound, .notSubscribed, .planNotForSale, .subscriptionEnded, .subscriptionUnchanged, .paymentDeclined, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
    }
}

/// A plan to subscribe to.
struct PlanChoice: Body {
    /// A plan that is for sale.
    var planId: ID<Plan>
    /// A path of this site to return to after the payment, beginning with `/`; the home page by default.
    var returnTo: Line<1, 300>?
}

/// The return address of a billing portal page.
struct PortalRequest: Body {
    /// A path of this site to return to, beginning with `/`; the home page by default.
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
            Listing(try PastSubscription.list(of: me, in: call.languages, tx))
        }
    }

    static func checkout(_ call: Call, body: PlanChoice) async throws -> PaymentPage {
        let me = try call.account
        let address = try call.site.returnAddress(to: body.returnTo)
        let offer = try await offer(body.planId, call)
        try await Quota.paymentPages.consumeNow(call)
        let addresses = ReturnAddresses(success: address, cancel: address)
        return PaymentPage(try await Payments.checkout(for: me, offer, returning: addresses, call))
    }

    static func portal(_ call: Call, body: PortalRequest?) async throws -> PaymentPage {
        let address = try call.site.returnAddress(to: body?.returnTo)
        try await Quota.paymentPages.consumeNow(call)
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
        try await Quota.paymentPages.consumeNow(call)
        _ = try await Payments.upgrade(current.id, to: offer, call)
        return try await show(call)
    }

    private static func end(_ isCancelled: Bool, _ call: Call) async throws -> SubscriptionView {
        let current = try await current(call)
        try await Quota.paymentPages.consumeNow(call)
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
