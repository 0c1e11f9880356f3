import Kernel
import TestKit
import Testing

@testable import CAF
@testable import Platform

@Suite struct PlanChangeTests {
    @Test func `what was used counts in the new plan too`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let small = try await world.plan("base", services: [("ISEE", 1)])
        let large = try await world.plan("premium", services: [("ISEE", 2)], price: 99_00)
        try await world.subscribe(to: small, from: stripe)
        var drafts: [Ticket] = []
        for _ in 0..<3 { drafts.append(try await world.ready(2026)) }
        #expect(try await world.submit(drafts[0]).status == 200)
        #expect(try await world.submit(drafts[1])["reason"] == "allowance_spent")

        let choice: JSONValue = ["plan_id": .string(large.id ?? "")]
        #expect(try await world.as(.giulia).post("/subscriptions/upgrade", choice).status == 200)
        try await world.hear(stripe)

        #expect(try await world.used() == 1, "an upgrade is no new beginning")
        #expect(try await world.submit(drafts[1]).status == 200)
        #expect(try await world.submit(drafts[2])["reason"] == "allowance_spent")
    }

    @Test func `what Stripe tells in reverse and twice leads to the same coverage`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let base = try await world.plan("base", services: [("IMU", nil)], period: "month", limits: "month")
        let premium = try await world.plan("premium", price: 99_00, period: "month", limits: "month")
        let page = try await world.as(.giulia).post(
            "/subscriptions/checkout",
            ["plan_id": .string(base.id ?? "")]
        )
        try await stripe.act("complete/\(page.id ?? "")")
        try await world.hear(stripe)
        let choice: JSONValue = ["plan_id": .string(premium.id ?? "")]
        #expect(try await world.as(.giulia).post("/subscriptions/upgrade", choice).status == 200)
        let id = try #require(try await world.subscriptions().first?.providerID)
        try await stripe.act("renew/\(id)", ["declines": "true"])

        for payload in try await stripe.events().reversed() {
            #expect(try await world.hook(payload).status == 200)
        }
        try await world.runJobs()
        let once = try await world.as(.giulia).get("/subscriptions/me")
        try await world.hear(stripe)
        let twice = try await world.as(.giulia).get("/subscriptions/me")

        #expect(once["plan"]?["code"] == "premium" && once["status"] == "past_due")
        #expect(once["status"] == twice["status"] && once["plan"] == twice["plan"])
        #expect(try await world.subscriptions().count == 1)
        let told = try await world.as(.giulia).get("/notifications")["data"]?.arrayValue ?? []
        let kinds = told.compactMap { $0["template"]?.stringValue ?? $0["kind"]?.stringValue }
        #expect(kinds.filter { $0 == "caf.payment_failed" }.count == 1)
    }

    @Test func `of many changes of plan at once one is left, and it is the one Stripe has`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        var plans: [TestResponse] = []
        for index in 0..<4 {
            plans.append(try await world.plan("p\(index)", price: 10_00 * Int64(index + 1)))
        }
        try await world.subscribe(to: plans[0], from: stripe)
        let choices = plans

        let answers = try await world.atOnce(12) { index in
            try await world.as(.giulia).post(
                "/subscriptions/upgrade",
                ["plan_id": .string(choices[1 + index % 3].id ?? "")]
            )
        }
        try await world.hear(stripe)

        #expect(answers.contains { $0.status == 200 })
        #expect(answers.allSatisfy { [200, 409, 412, 503].contains($0.status) }, "\(answers.statuses)")
        let mine = try #require(try await world.subscriptions().first)
        let theirs = try #require(try await stripe.gateway.subscription(mine.providerID))
        #expect(mine.price == theirs.price, "the shown price equals the charge")
        #expect(mine.planKey != choices[0].id)
        #expect(try await world.subscriptions().count == 1)
    }
}
