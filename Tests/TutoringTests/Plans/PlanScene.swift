import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

/// A site that sells plans through Stripe as the double plays it.
struct PlanScene: Sendable {
    let world: World
    let stripe: StripeDouble

    static func open() async throws -> PlanScene {
        let stripe = try StripeDouble()
        let world = try await castTutoring(dependencies: {
            $0.payments = stripe.gateway
            $0.gateways = Gateways([stripe.intents])
            $0.connect = stripe.connect
        })
        return PlanScene(world: world, stripe: stripe)
    }

    /// Four lessons of an hour a month for 120 euros.
    static let monthly: JSONObject = [
        "name": "Quattro al mese", "lessons": 4, "minutes": 60, "price_minor": 120_00, "interval": "month",
        "cap_minor": 30_00,
    ]

    func create(_ changes: JSONObject = [:], by person: Person = .ada) async throws -> TestResponse {
        var body = Self.monthly
        for member in changes.members { body[member.name] = member.value }
        return try await world.as(person).post("/api/v1/admin/subscription-plans", .object(body))
    }

    func change(_ plan: TestResponse, _ body: JSONObject) async throws -> TestResponse {
        try await world.as(.ada).patch("/api/v1/admin/subscription-plans/\(plan.id ?? "")", .object(body))
    }

    /// Subscribes and pays at Stripe.
    func subscribe(to plan: TestResponse, as person: Person = .sara, declines: Bool = false) async throws {
        let page = try await checkout(plan, as: person)
        guard page.status == 200, let id = page.id else { throw TestFailure("no page: \(page)") }
        try await stripe.act("complete/\(id)", ["declines": String(declines)])
        try await world.hear(stripe)
    }

    func checkout(_ plan: TestResponse, as person: Person = .sara) async throws -> TestResponse {
        try await world.as(person).post(
            "/api/v1/subscriptions/checkout",
            ["plan_id": .string(plan.id ?? ""), "return_to": "/plans"]
        )
    }

    func mine(_ person: Person = .sara) async throws -> TestResponse {
        try await world.as(person).get("/api/v1/subscriptions/me")
    }

    /// The next period begins at Stripe.
    func renew(declines: Bool = false) async throws {
        let subscription = try await world.db.read { tx in
            try tx.one("SELECT \(Subscription.columns) FROM subscription u", as: Subscription.self)
        }
        world.clock.set(to: subscription.periodEnd + .minutes(1))
        try await stripe.act("config", ["now": String(world.clock.now.seconds)])
        try await stripe.act("renew/\(subscription.providerID)", ["declines": String(declines)])
        try await world.hear(stripe)
    }

    func lots() async throws -> [Lot] {
        try await world.db.read { tx in
            try tx.all("SELECT \(Lot.columns) FROM lot l WHERE l.source = 'plan' ORDER BY l.created_at, l.id")
        }
    }

    func balance(_ account: Ledger.Account) async throws -> Int64 {
        try await world.db.read { tx in try Ledger.balances(of: account, tx).first?.amountMinor ?? 0 }
    }

    func isSound() async throws -> Bool {
        let answer = try await world.as(.ada).get("/api/v1/admin/ledger/balances")
        let checks = answer["checks"]?.arrayValue ?? []
        return checks.count == 3 && checks.allSatisfy { $0["ok"] == true }
    }
}
