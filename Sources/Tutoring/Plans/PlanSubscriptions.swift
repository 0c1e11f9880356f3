import Kernel
import Platform
import Store
import Web

/// The caller's subscription to a plan; the payment provider collects the money and keeps its state.
enum PlanSubscriptions {
    static let routes = rows.tagged("Subscriptions")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get ("/subscriptions/me",       show,     .planUse, "Get the caller's subscription")
        Post("/subscriptions/checkout", checkout, .planUse, "Create a subscription checkout page", details: "The subscription begins with the first payment; each paid period grants the lessons of the plan.").refuses(.notFound, .planNotOffered, .alreadySubscribed, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post("/subscriptions/portal",   portal,   .planUse, "Create a billing portal page", details: "On this page the student manages payment methods.").refuses(.paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Post("/subscriptions/cancel",   cancel,   .planUse, "Cancel the caller's subscription", details: "It ends with the period that is already paid; its lessons stay usable until they expire.").refuses(.planNotSubscribed, .subscriptionEnded, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
    }

    static func show(_ call: Call) async throws -> PlanSubscriptionView {
        let me = try call.account
        return try await call.db.read { tx in try PlanSubscriptionView.of(me, tx) }
    }

    static func checkout(_ call: Call, body: PlanChoice) async throws -> PaymentPage {
        let me = try call.account
        let address = try call.site.returnAddress(to: body.returnTo)
        let plan = try await call.db.read { tx in try LessonPlan.find(body.planId, tx) }
        guard plan.status == .offered else { throw Problem(.planNotOffered) }
        try await Quota.planPages.consumeNow(call)
        let addresses = ReturnAddresses(success: address, cancel: address)
        return PaymentPage(try await Payments.checkout(for: me, plan.offer, returning: addresses, call))
    }

    static func portal(_ call: Call, body: PortalRequest?) async throws -> PaymentPage {
        let address = try call.site.returnAddress(to: body?.returnTo)
        try await Quota.planPages.consumeNow(call)
        return PaymentPage(url: try await Payments.portal(for: call.account, returningTo: address, call))
    }

    static func cancel(_ call: Call) async throws -> PlanSubscriptionView {
        let me = try call.account
        let current = try await call.db.read { tx in try Subscription.current(of: me, tx) }
        guard let current, !current.status.isOver else { throw Problem(.planNotSubscribed) }
        try await Quota.planPages.consumeNow(call)
        _ = try await Payments.cancelAtPeriodEnd(current.id, true, call)
        return try await show(call)
    }
}

/// A plan to subscribe to.
struct PlanChoice: Body {
    /// A plan that is for sale.
    var planId: ID<LessonPlan>
    /// A path of this site to return to after the payment, beginning with `/`; the home page by default.
    var returnTo: Line<1, 300>?
}

/// The return address of a billing portal page.
struct PortalRequest: Body {
    /// A path of this site to return to, beginning with `/`; the home page by default.
    var returnTo: Line<1, 300>?
}

/// The caller's subscription.
struct PlanSubscriptionView: View {
    /// `none` without a subscription, else the provider's status, such as `active`.
    var status: String
    /// Absent without a subscription.
    var plan: LessonPlanView?
    /// The paid period; absent without a subscription.
    var period: Period?
    /// When it ends or has ended; absent while it renews itself.
    var endsAt: Instant?
    /// The lessons of the newest paid period; absent before the first one.
    var lot: LotView?

    /// A paid period.
    struct Period: Codable, Sendable {
        /// Its first moment.
        var from: Instant
        /// The first moment after it.
        var until: Instant
    }

    static func of(_ account: ID<Account>, _ tx: borrowing Tx) throws -> PlanSubscriptionView {
        guard let current = try Subscription.current(of: account, tx) else {
            return PlanSubscriptionView(status: "none")
        }
        let plan = try LessonPlan.find(key: current.planKey, tx)
        return PlanSubscriptionView(
            status: current.status.rawValue,
            plan: plan.map(LessonPlanView.init),
            period: Period(from: current.periodStart, until: current.periodEnd),
            endsAt: current.endedAt ?? (current.cancelAtPeriodEnd ? current.periodEnd : nil),
            lot: try Lot.newest(of: current.id, tx).map { try LotView.of($0, tx) }
        )
    }
}
