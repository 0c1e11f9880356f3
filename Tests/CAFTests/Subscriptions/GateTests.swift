import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct GateTests {
    @Test func `an office without plans asks for none`() async throws {
        let world = try await seller()

        #expect(try await world.submitted().version > 1)
    }

    @Test func `without a subscription nothing is handed in, and the plans that would help are named`()
        async throws
    {
        let world = try await seller()
        let plan = try await world.plan()
        try await world.plan("imu", services: [("IMU", nil)])
        let draft = try await world.ready(2026)

        let answer = try await world.submit(draft)

        #expect(answer.status == 402 && answer.problem == .subscriptionRequired)
        #expect(answer["reason"] == "no_subscription")
        #expect(answer["plans"]?.arrayValue?.compactMap { $0["id"]?.stringValue } == [plan.id ?? ""])
        #expect(try await world.as(.giulia).get(draft.path)["status"] == "draft")
        let actions = try await world.as(.giulia).get(draft.path + "/actions")["actions"]?.arrayValue
        #expect(actions?.first?["allowed"] == false)
        #expect(actions?.first?["blocked_by"] == "subscription_active")
        #expect(try await !world.audit().contains("service_request.submit"))
    }

    @Test func `the allowance is spent by handing in, and given back by a refusal that nobody worked on`()
        async throws
    {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(services: [("ISEE", 1)]), from: stripe)
        let (first, second) = (try await world.ready(2026), try await world.ready(2026))

        let handedIn = try await world.submit(first)
        #expect(handedIn.status == 200)
        #expect(try await world.used() == 1)
        let spent = try await world.submit(second)
        #expect(spent.status == 402 && spent["reason"] == "allowance_spent")

        _ = try await world.move(Ticket(handedIn), to: "rejected", reason: "doppia", as: .sara)
        #expect(try await world.used() == 0)
        #expect(try await world.submit(second).status == 200)
    }

    @Test func `a refusal after work costs the allowance`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(services: [("ISEE", 1)]), from: stripe)
        let review = try await world.move(
            Ticket(world.submit(world.ready(2026))),
            to: "in_review",
            as: .sara
        )

        _ = try await world.move(review, to: "rejected", reason: "incompleta", as: .sara)

        #expect(try await world.used() == 1)
    }

    @Test func `the last of the allowance goes once, however many ask at once`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(services: [("ISEE", 3)]), from: stripe)
        var drafts: [Ticket] = []
        for _ in 0..<50 { drafts.append(try await world.ready(2026)) }
        let ready = drafts

        let answers = try await world.atOnce(50) { try await world.submit(ready[$0]) }

        #expect(answers.statuses == [200: 3, 402: 47])
        #expect(try await world.used() == 3)
    }

    @Test func `one draft handed in many times at once is one`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(services: [("ISEE", 5)]), from: stripe)
        let draft = try await world.ready(2026)

        let answers = try await world.atOnce(20) { _ in try await world.submit(draft) }

        #expect(answers.statuses[200] == 1)
        #expect(try await world.used() == 1)
    }

    @Test func `a service that the plan leaves out is refused`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(services: [("IMU", nil)]), from: stripe)

        #expect(try await world.submit(world.ready(2026))["reason"] == "service_not_included")
        #expect(try await world.submit(world.ready(2026, "IMU")).status == 200)
    }

    @Test func `a late payment has its grace, and no more`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let plan = try await world.plan(period: "month", limits: "month", grace: 5)
        try await world.subscribe(to: plan, from: stripe)
        let id = try #require(try await world.subscriptions().first?.providerID)
        let (first, second) = (try await world.ready(2026), try await world.ready(2026))
        try await stripe.act("renew/\(id)", ["declines": "true"])
        try await world.hear(stripe)
        let end = try #require(try await world.subscriptions().first?.pastDueSince)

        world.clock.set(to: end + .days(4))
        #expect(try await world.submit(first).status == 200)
        world.clock.set(to: end + .days(6))
        let late = try await world.submit(second)

        #expect(late.status == 402 && late["reason"] == "payment_overdue")
        #expect(late["plans"]?.arrayValue?.isEmpty == true)
        #expect(try await world.as(.giulia).get("/subscriptions/me")["is_covered"] == false)
        #expect(try await world.as(.luca).get("/subscriptions/me")["status"] == "none")
    }

    @Test func `everyone begins with the welcome plan, for as long as it lasts`() async throws {
        let world = try await seller()
        let plan = try await world.plan(
            "prova",
            services: [("ISEE", 1)],
            price: 0,
            trial: 30,
            isWelcome: true
        )
        #expect(plan.status == 201)
        let (first, second) = (try await world.ready(2026), try await world.ready(2026))

        #expect(try await world.as(.giulia).get("/subscriptions/me")["status"] == "welcome")
        #expect(try await world.submit(first).status == 200)
        #expect(try await world.submit(second)["reason"] == "allowance_spent")
        world.clock.advance(by: .days(31))
        #expect(try await world.submit(second)["reason"] == "no_subscription")
        let choice: JSONValue = ["plan_id": .string(plan.id ?? "")]
        #expect(
            try await world.as(.giulia).post("/subscriptions/checkout", choice).problem == .planNotForSale
        )
    }

    @Test func `who pays for priority is looked at first`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan("base"), as: .giulia, from: stripe)
        try await world.subscribe(to: world.plan("premium", priority: 5), as: .luca, from: stripe)
        _ = try await world.submit(world.ready(2026, as: .giulia))
        _ = try await world.submit(world.ready(2025, as: .luca, "IMU"), as: .luca)
        _ = try await world.submit(world.ready(2026, as: .giulia))

        let queue = try await world.as(.marco).get("/admin/service-requests?limit=2")
        let rest = try await world.as(.marco).get(
            "/admin/service-requests?limit=2&cursor=\(queue["page"]?["next_cursor"]?.stringValue ?? "")"
        )

        let priorities = [queue, rest].flatMap { $0["data"]?.arrayValue ?? [] }.map {
            $0["priority"]?.integerValue
        }
        #expect(priorities == [5, 0, 0])
    }
}
