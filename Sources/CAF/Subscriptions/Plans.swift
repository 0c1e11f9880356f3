import Kernel
import Platform
import Store
import Web

/// The plans of the office: everyone reads them, administrators manage them.
enum Plans {
    static let routes = rows.tagged("Subscription plans")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                               handler   needs
        Get  ("/subscription-plans",             list,     .anyone,     "List the subscription plans for sale", details: "The cheapest come first.")
        Get  ("/subscription-plans/{id}",        show,     .anyone,     "Get a subscription plan", details: "Also shows a plan that is no longer for sale.")
        Get  ("/admin/subscription-plans",       all,      .planManage, "List all subscription plans", details: "Includes the number of subscribers of each plan.")
        Post ("/admin/subscription-plans",       create,   .planManage, "Create a subscription plan").idempotent.refuses(.planTaken)
        Patch("/admin/subscription-plans/{id}",  change,   .planManage, "Update a subscription plan", details: "Also retires a plan or offers it again through `status`. The terms cannot change while the plan has subscribers.").refuses(.planHasSubscribers, .planTaken, .illegalTransition, .stale, .preconditionRequired)
    }
}

/// A subscription plan to create.
struct NewPlan: Body {
    /// A short name, unique among the plans, such as `famiglia`.
    var code: Plan.Code
    var name: PlanText
    /// For customers; none by default.
    var description: PlanText?
    /// They cannot change while the plan has subscribers.
    var terms: Plan.Terms
}

/// Changes of a plan.
///
/// Absent members stay as they are; null clears the description.
struct PlanChanges: Body, MergePatch {
    var name: PlanText?
    /// For customers; null removes it.
    var description: Change<PlanText>
    /// Replaces all terms; refused while the plan has subscribers, and always for another `is_welcome`.
    var terms: Plan.Terms?
    /// Puts the plan on sale or retires it.
    var status: Plan.Status?
}

extension Plans {
    static func list(_ call: Call) async throws -> Cached<Listing<PlanView>> {
        let plans = try await call.db.read { tx in try Plan.offered(tx) }
        return Cached(Listing(plans.map { PlanView($0, in: call.languages) }), seconds: call.freshness)
    }

    static func show(_ call: Call, id: ID<Plan>) async throws -> Versioned<PlanView> {
        let plan = try await call.db.read { tx in try Plan.find(id, tx) }
        return Versioned(PlanView(plan, in: call.languages), version: plan.version)
    }

    static func all(_ call: Call) async throws -> Listing<PlanView> {
        try await call.db.read { tx in
            let subscriptions = try Plan.liveSubscriptions(tx)
            return Listing(
                try Plan.all(tx).map { plan in
                    let subscribers = try plan.subscribers(among: subscriptions, tx)
                    return PlanView(plan, in: call.languages, subscribers: subscribers)
                }
            )
        }
    }

    static func create(_ call: Call, body: NewPlan) async throws -> Created<PlanView> {
        try await call.db.write { tx in
            let plan = try Plan.create(body, by: call.actor, tx)
            let view = PlanView(plan, in: call.languages)
            return Created(view, at: "/subscription-plans/\(plan.id)", version: plan.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Plan>,
        match: IfMatch?,
        body: PlanChanges
    ) async throws -> Versioned<PlanView> {
        try await call.db.write { tx in
            var plan = try Plan.find(id, tx)
            try match?.check(plan.version)
            let old = plan
            plan.name = body.name ?? plan.name
            plan.description = body.description.applied(to: plan.description)
            plan.terms = body.terms ?? plan.terms
            if body.name != nil || body.description.isGiven || body.terms != nil {
                plan = try plan.save(replacing: old, by: call.actor, tx)
            }
            if let status = body.status, status != plan.status {
                if status == .offered, plan.terms.isWelcome, try Plan.welcome(tx) != nil {
                    throw Problem(.planTaken)
                }
                plan = try plan.advanced(by: status == .retired ? .retire : .offer, as: call, tx)
            }
            return Versioned(PlanView(plan, in: call.languages), version: plan.version)
        }
    }
}

/// A subscription plan.
struct PlanView: View {
    var id: ID<Plan>
    /// A short name, unique among the plans, such as `famiglia`.
    var code: Plan.Code
    /// In the language of the request.
    var name: String
    /// In the language of the request; absent when there is none.
    var description: String?
    var status: Plan.Status
    var terms: Plan.Terms
    /// The number of current subscribers, or 1 for a welcome plan in use; only in the office's list.
    var subscribers: Int?
    /// The value for `If-Match`, raised by every change.
    var version: Int

    init(_ plan: Plan, in languages: [Language], subscribers: Int? = nil) {
        id = plan.id
        code = plan.code
        name = plan.name.text(in: languages)
        description = plan.description?.text(in: languages)
        status = plan.status
        terms = plan.terms
        self.subscribers = subscribers
        version = plan.version
    }
}
