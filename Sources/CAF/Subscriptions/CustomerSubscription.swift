import Kernel
import Platform
import Store
import Web

/// A customer's plan as the office sees it.
struct CustomerSubscription: View {
    /// The plan that counts now.
    var current: SubscriptionView
    /// Current and past subscriptions, the newest first.
    var history: [PastSubscription]
    /// Plans that the office has granted, the newest first.
    var grants: [PlanGrantView]

    init(of customer: Account, for call: Call, _ tx: borrowing Tx) throws {
        current = try SubscriptionView.of(customer.id, in: call.languages, tx)
        history = try PastSubscription.list(of: customer.id, in: call.languages, tx)
        grants = try PlanGrantView.list(PlanGrant.all(of: customer.id, tx), for: call, tx)
    }
}

/// A plan that the office has granted to a customer.
struct PlanGrantView: View {
    var id: ID<PlanGrant>
    var planId: ID<Plan>
    /// In the language of the request.
    var planName: String
    /// A short name, unique among the plans, such as `famiglia`.
    var planCode: Plan.Code
    /// The moment of the grant.
    var startsAt: Instant
    /// The midnight after the last day, in the office's time zone.
    var endsAt: Instant
    /// Whether the plan is granted at this moment.
    var isRunning: Bool
    /// Given by the administrator; the customer does not see it.
    var reason: String
    /// The administrator.
    var grantedBy: ID<Account>?
    /// First and last name of the administrator; a placeholder when the account was erased.
    var grantedByName: String?
    /// The moment of an early end; absent without one.
    var revokedAt: Instant?
    /// The administrator with the last word; absent while the grant stands.
    var revokedBy: ID<Account>?
    /// First and last name of that administrator; a placeholder when the account was erased.
    var revokedByName: String?
    /// The reason of an early end; absent without one.
    var revokeReason: String?

    private init(
        _ grant: PlanGrant,
        _ plan: Plan,
        naming people: KnownPeople,
        for call: Call,
        at now: Instant
    ) {
        id = grant.id
        planId = plan.id
        planName = plan.name.text(in: call.languages)
        planCode = plan.code
        startsAt = grant.startsAt
        endsAt = grant.endsAt
        isRunning = grant.revokedAt == nil && now < grant.endsAt
        reason = grant.reason
        grantedBy = grant.grantedBy
        grantedByName = people.name(of: grant.grantedBy)
        revokedAt = grant.revokedAt
        revokedBy = grant.revokedBy
        revokedByName = people.name(of: grant.revokedBy)
        revokeReason = grant.revokeReason
    }

    static func list(_ grants: [PlanGrant], for call: Call, _ tx: borrowing Tx) throws -> [PlanGrantView] {
        let people = try call.names(of: grants.flatMap { [$0.grantedBy, $0.revokedBy] }, tx)
        var views: [PlanGrantView] = []
        for grant in grants {
            let plan = try Plan.find(grant.plan, tx)
            views.append(PlanGrantView(grant, plan, naming: people, for: call, at: tx.now))
        }
        return views
    }
}

/// A customer's plan in short, for the office.
struct PlanInShort: View {
    /// `none` without a plan, `welcome` with the welcome plan, `granted` with a plan of the office's, else the provider's
    /// status, such as `active`.
    var status: String
    /// Whether the plan allows submissions now.
    var isCovered: Bool
    /// Absent without a plan.
    var planId: ID<Plan>?
    /// In the language of the request; absent without a plan.
    var planName: String?
    /// The short name of the plan; absent without a plan.
    var planCode: Plan.Code?
    /// The end of the billing period, of the grant or of the welcome plan; absent without a plan.
    var periodEnd: Instant?

    /// Nil for staff.
    static func of(_ account: Account, in languages: [Language], _ tx: borrowing Tx) throws -> PlanInShort? {
        guard account.role == .customer else { return nil }
        return PlanInShort(try SubscriptionView.of(account.id, in: languages, tx))
    }

    private init(_ view: SubscriptionView) {
        status = view.status
        isCovered = view.isCovered
        planId = view.plan?.id
        planName = view.plan?.name
        planCode = view.plan?.code
        periodEnd = view.periodEnd
    }
}
