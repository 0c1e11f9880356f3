import Kernel
import Platform
import Store
import Web

/// A customer's plan, the state of the subscription, and the uses that are left.
struct SubscriptionView: View {
    /// `none` without a plan, `welcome` with the welcome plan, `granted` with a plan of the office's, else the provider's
    /// status, such as `active`.
    var status: String
    /// Whether the plan allows submissions now.
    var isCovered: Bool
    /// Why submissions are refused; absent when they are allowed.
    var reason: Coverage.Lack?
    /// Absent without a plan.
    var plan: PlanView?
    /// The beginning of the billing period; for a welcome plan, of the trial; of a grant.
    var periodStart: Instant?
    /// The end of the billing period; for a welcome plan, of the trial; of a grant.
    var periodEnd: Instant?
    /// The end of a subscription's free trial; absent without one, and for a welcome plan.
    var trialEnd: Instant?
    /// Whether the subscription has been cancelled and ends with the period.
    var cancelAtPeriodEnd: Bool
    /// One entry for each service of the plan; empty while submissions are refused.
    var usage: [ServiceUsage]

    /// The use of one service in the current limit period.
    struct ServiceUsage: Codable, Sendable {
        var service: Service.Code
        /// Submitted requests that count.
        var used: Int
        /// Requests in the period; absent without a limit.
        var limit: Int?
        /// Requests that are left; absent without a limit.
        var left: Int?
        /// The end of the period, when the count starts again.
        var until: Instant
    }

    static func of(
        _ account: ID<Account>,
        in languages: [Language],
        _ tx: borrowing Tx
    ) throws -> SubscriptionView {
        let subscription = try Subscription.current(of: account, tx)
        switch try Coverage.of(account, tx) {
        case .covered(let coverage):
            let usage = try coverage.usage(of: account, tx)
            var view = SubscriptionView(
                coverage.subscription,
                coverage.plan,
                nil,
                usage,
                languages,
                coverage.window
            )
            if let grant = coverage.grant {
                (view.status, view.periodStart, view.periodEnd) = ("granted", grant.startsAt, grant.endsAt)
            }
            return view
        case .lacking(let lack):
            let plan = try subscription.flatMap { try Plan.find(key: $0.planKey, tx) }
            return SubscriptionView(subscription, plan, lack, [], languages, nil)
        }
    }

    private init(
        _ subscription: Subscription?,
        _ plan: Plan?,
        _ lack: Coverage.Lack?,
        _ usage: [ServiceUsage],
        _ languages: [Language],
        _ window: Coverage.Window?
    ) {
        status = subscription?.status.rawValue ?? (lack == nil ? "welcome" : "none")
        isCovered = lack == nil
        reason = lack
        self.plan = plan.map { PlanView($0, in: languages) }
        periodStart = subscription?.periodStart ?? window?.start
        periodEnd = subscription?.periodEnd ?? window?.end
        trialEnd = subscription?.trialEnd
        cancelAtPeriodEnd = subscription?.cancelAtPeriodEnd ?? false
        self.usage = usage
    }
}

extension Coverage {
    fileprivate func usage(
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> [SubscriptionView.ServiceUsage] {
        try plan.terms.services.map { entitlement in
            let used = try PlanUsage.used(entitlement.service, of: account, in: window, tx)
            let limit = entitlement.limit?.value
            return SubscriptionView.ServiceUsage(
                service: entitlement.service,
                used: used,
                limit: limit,
                left: limit.map { max(0, $0 - used) },
                until: window.end
            )
        }
    }
}

/// A present or past subscription of a customer.
struct PastSubscription: View {
    var id: ID<Subscription>
    /// The name of the plan in the language of the request; absent for an unknown plan.
    var plan: String?
    /// Absent for an unknown plan.
    var planId: ID<Plan>?
    /// The short name of the plan; absent for an unknown plan.
    var planCode: Plan.Code?
    var status: Subscription.Status
    /// The beginning of the whole subscription, before all renewals.
    var startedAt: Instant
    /// The end of the last billing period.
    var periodEnd: Instant
    /// Absent while the subscription runs.
    var endedAt: Instant?

    /// Newest first.
    static func list(
        of account: ID<Account>,
        in languages: [Language],
        _ tx: borrowing Tx
    ) throws -> [PastSubscription] {
        let plans = Dictionary(uniqueKeysWithValues: try Plan.all(tx).map { ($0.id.description, $0) })
        return try Subscription.all(of: account, tx).map { subscription in
            PastSubscription(subscription, plans[subscription.planKey], in: languages)
        }
    }

    init(_ subscription: Subscription, _ plan: Plan?, in languages: [Language]) {
        id = subscription.id
        self.plan = plan?.name.text(in: languages)
        planId = plan?.id
        planCode = plan?.code
        status = subscription.status
        startedAt = subscription.startedAt
        periodEnd = subscription.periodEnd
        endedAt = subscription.endedAt
    }
}
