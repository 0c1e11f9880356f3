import Kernel
import Platform
import Store
import Web

/// A customer's plan as they see it.
struct SubscriptionView: View {
    /// `none` without any, `welcome` with the plan that everyone begins with, else as the provider says.
    var status: String
    /// Whether anything can be handed in now.
    var isCovered: Bool
    var reason: Coverage.Lack?
    var plan: PlanView?
    var periodStart: Instant?
    var periodEnd: Instant?
    var trialEnd: Instant?
    var cancelAtPeriodEnd: Bool
    var usage: [ServiceUsage]

    /// What is left of one service.
    struct ServiceUsage: Codable, Sendable {
        var service: Service.Code
        var used: Int
        var limit: Int?
        var left: Int?
        /// When it begins anew.
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
            return SubscriptionView(
                coverage.subscription,
                coverage.plan,
                nil,
                usage,
                languages,
                coverage.window
            )
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

/// One subscription that somebody had, or has.
struct PastSubscription: View {
    var id: ID<Subscription>
    var plan: String?
    var status: Subscription.Status
    var startedAt: Instant
    var periodEnd: Instant
    var endedAt: Instant?

    init(_ subscription: Subscription, _ plan: String?) {
        id = subscription.id
        self.plan = plan
        status = subscription.status
        startedAt = subscription.startedAt
        periodEnd = subscription.periodEnd
        endedAt = subscription.endedAt
    }
}
