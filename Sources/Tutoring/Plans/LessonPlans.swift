import Kernel
import Platform
import Store
import Web

/// The plans: everyone reads those for sale, administrators manage them.
enum LessonPlans {
    static let routes = rows.tagged("Subscriptions")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get  ("/subscription-plans",            list,   .anyone,     "List the plans for sale", details: "The cheapest first; administrators also see retired ones.")
        Post ("/admin/subscription-plans",      create, .planManage, "Create a plan", details: "All lessons of a period at the cap must cost no more than the plan.").idempotent
        Patch("/admin/subscription-plans/{id}", change, .planManage, "Change a plan", details: "Also retires a plan or offers it again. Terms change only while nobody has the plan.").refuses(.planInUse, .illegalTransition, .stale)
    }

    static func list(_ call: Call) async throws -> Listing<LessonPlanView> {
        let isAll = call.scope(of: .planManage).reach == .all
        return try await call.db.read { tx in
            Listing(try LessonPlan.list(all: isAll, tx).map(LessonPlanView.init))
        }
    }

    static func create(_ call: Call, body: NewLessonPlan) async throws -> Created<LessonPlanView> {
        try await call.db.write { tx in
            let plan = try LessonPlan.create(body.name, body.terms, by: call.actor, tx)
            let path = "/admin/subscription-plans/\(plan.id)"
            return Created(LessonPlanView(plan), at: path, version: plan.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<LessonPlan>,
        match: IfMatch?,
        body: LessonPlanChanges
    ) async throws -> Versioned<LessonPlanView> {
        try await call.db.write { tx in
            let old = try LessonPlan.find(id, tx)
            try match?.check(old.version)
            var plan = old
            plan.name = body.name ?? plan.name
            plan.terms = body.applied(to: plan.terms)
            if plan.name != old.name || plan.terms != old.terms {
                plan = try plan.save(replacing: old, by: call.actor, tx)
            }
            if let state = body.state, state != plan.status {
                plan = try plan.advanced(by: state == .retired ? .retire : .offer, as: call, tx)
            }
            return Versioned(LessonPlanView(plan), version: plan.version)
        }
    }
}

/// A plan to create.
struct NewLessonPlan: Body {
    /// As students and the payment provider's page show it.
    var name: LessonPlan.Name
    /// The lessons of each period.
    var lessons: LessonPlan.Lessons
    /// The length of each lesson, in minutes.
    var minutes: LessonMinutes
    /// For each period, in cents.
    var priceMinor: LessonPlan.Price
    /// The length of a period.
    var interval: LessonPlan.Interval
    /// The greatest single price, in cents, of a lesson that it pays for; times `lessons` at most the price.
    var capMinor: LessonPlan.Price

    var terms: LessonPlan.Terms {
        .init(
            lessons: lessons.value,
            minutes: minutes.value,
            price: Int64(priceMinor.value),
            interval: interval,
            cap: Int64(capMinor.value)
        )
    }
}

/// Changes of a plan; absent members stay as they are.
struct LessonPlanChanges: Body, MergePatch {
    /// As students and the payment provider's page show it.
    var name: LessonPlan.Name?
    /// The lessons of each period; refused while somebody has the plan, as all terms are.
    var lessons: LessonPlan.Lessons?
    /// The length of each lesson, in minutes.
    var minutes: LessonMinutes?
    /// For each period, in cents.
    var priceMinor: LessonPlan.Price?
    /// The length of a period.
    var interval: LessonPlan.Interval?
    /// The greatest single price, in cents, of a lesson that it pays for.
    var capMinor: LessonPlan.Price?
    /// Takes the plan from sale, or puts it on sale again.
    var state: LessonPlan.Status?

    func applied(to terms: LessonPlan.Terms) -> LessonPlan.Terms {
        .init(
            lessons: lessons?.value ?? terms.lessons,
            minutes: minutes?.value ?? terms.minutes,
            price: priceMinor.map { Int64($0.value) } ?? terms.price,
            interval: interval ?? terms.interval,
            cap: capMinor.map { Int64($0.value) } ?? terms.cap
        )
    }
}

/// A plan.
struct LessonPlanView: View {
    /// Names the plan when a student subscribes to it or an administrator changes it.
    var id: ID<LessonPlan>
    /// As students and the payment provider's page show it.
    var name: LessonPlan.Name
    /// The lessons of each period.
    var lessons: Int
    /// The length of each lesson, in minutes.
    var minutes: Int
    /// For each period, in cents.
    var priceMinor: Int64
    /// The length of a period.
    var interval: LessonPlan.Interval
    /// The greatest single price, in cents, of a lesson that it pays for.
    var capMinor: Int64
    /// Whether it is for sale.
    var state: LessonPlan.Status
    /// The value for `If-Match`, raised by every change.
    var version: Int

    init(_ plan: LessonPlan) {
        id = plan.id
        name = plan.name
        lessons = plan.terms.lessons
        minutes = plan.terms.minutes
        priceMinor = plan.terms.price
        interval = plan.terms.interval
        capMinor = plan.terms.cap
        state = plan.status
        version = plan.version
    }
}
