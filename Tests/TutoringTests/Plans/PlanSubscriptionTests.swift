import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct PlanSubscriptionTests {
    @Test func `the first payment grants a lot until the period's end and seven days`() async throws {
        let scene = try await PlanScene.open()
        let plan = try await scene.create()
        #expect(try await scene.mine()["status"] == "none")

        try await scene.subscribe(to: plan)
        let mine = try await scene.mine()
        let lot = try #require(try await scene.lots().first)

        #expect(mine["status"] == "active" && mine["plan"]?["id"]?.stringValue == plan.id, "\(mine)")
        #expect(mine["ends_at"] == nil && mine["lot"]?["id"]?.stringValue == lot.id.description)
        #expect(mine["lot"]?["source"] == "plan" && mine["lot"]?["available"] == 400)
        let until = try #require(mine["period"]?["until"]?.stringValue.flatMap { Instant($0) })
        #expect(lot.expiresAt == until + .days(7))
        #expect(lot.price.price == 120_00 && lot.cap == 30_00 && lot.tutor == nil && lot.granted == 400)
        let kept = try await scene.balance(.provider)
        #expect(try await scene.balance(.fees) == 120_00 - kept)
        #expect(try await scene.balance(.deferred) == -120_00)
        #expect(try await scene.isSound())
    }

    @Test func `every event twenty times: one lot`() async throws {
        let scene = try await PlanScene.open()
        try await scene.subscribe(to: scene.create())

        for _ in 0..<20 { try await scene.world.hear(scene.stripe) }

        #expect(try await scene.lots().count == 1)
        #expect(try await scene.balance(.deferred) == -120_00)
    }

    @Test func `each paid period grants another lot, a declined one none`() async throws {
        let scene = try await PlanScene.open()
        try await scene.subscribe(to: scene.create())

        try await scene.renew()
        let lots = try await scene.lots()

        #expect(lots.count == 2 && lots[1].expiresAt > lots[0].expiresAt)
        #expect(try await scene.mine()["lot"]?["id"]?.stringValue == lots[1].id.description)
        #expect(try await scene.balance(.deferred) == -240_00)
        try await scene.renew(declines: true)
        #expect(try await scene.lots().count == 2)
        #expect(try await scene.mine()["status"] == "past_due")
        #expect(try await scene.world.noticed(.sara).last == "tutoring.money.plan_unpaid")
        let declined = try await PlanScene.open()
        try await declined.subscribe(to: declined.create(), declines: true)
        #expect(try await declined.lots().isEmpty)
        #expect(try await declined.mine()["lot"] == nil)
    }

    @Test func `a plan's payment has the platform's receipt with a stamp, and a credit note when refunded`()
        async throws
    {
        let scene = try await PlanScene.open()
        try await scene.subscribe(to: scene.create())
        let receipt = try #require(
            try await scene.world.as(.sara).get("/api/v1/invoices")["data"]?.arrayValue?.first
        )
        #expect(receipt["kind"] == "receipt" && receipt["reference"] == "P1/2026", "\(receipt)")
        #expect(receipt["stamp_minor"] == 2_00 && receipt["total_minor"] == 120_00)
        #expect(receipt["taxes"]?.arrayValue?.first?["tax_minor"] == 0)

        let payments = try await scene.world.as(.ada).get("/api/v1/payments")["data"]?.arrayValue
        let payment = try #require(payments?.first?["id"]?.stringValue)
        let refunded = try await scene.world.as(.ada).post(
            "/api/v1/payments/\(payment)/refund",
            ["reason": "The student moves away."]
        )
        try await scene.world.hear(scene.stripe)

        #expect(refunded.status == 200 || refunded.status == 201, "\(refunded)")
        let notes = try await scene.world.as(.sara).get("/api/v1/invoices?kind=credit_note")
        #expect(notes["data"]?.arrayValue?.map { $0["total_minor"] } == [120_00], "\(notes)")
        #expect(notes["data"]?.arrayValue?.first?["corrects_id"] == receipt["id"])
        #expect(try await scene.world.noticed(.sara) == ["tutoring.money.paid", "tutoring.money.refunded"])
        #expect(try await scene.lots().map(\.refunded) == [400])
        #expect(try await scene.balance(.deferred) == 0)
        #expect(try await scene.isSound())
    }

    @Test func `a refund made at Stripe by hand is the platform's loss, the lessons stay`() async throws {
        let scene = try await PlanScene.open()
        try await scene.subscribe(to: scene.create())
        let payment = try await scene.world.db.read { tx in
            try tx.value("SELECT provider_id FROM payment", as: String.self)
        }
        try await scene.stripe.act("refund/\(try #require(payment))", ["amount": "3000"])
        try await scene.world.hear(scene.stripe)

        #expect(try await scene.balance(.badDebt) == 30_00)
        #expect(try await scene.balance(.deferred) == -120_00)
        #expect(try await scene.lots().map(\.available) == [400])
        #expect(try await scene.isSound())
    }

    @Test func `a plan's lessons that expire are breakage, the platform's`() async throws {
        let scene = try await PlanScene.open()
        try await scene.subscribe(to: scene.create())
        let lot = try #require(try await scene.lots().first)

        scene.world.clock.set(to: lot.expiresAt + .minutes(2))
        for _ in 0..<3 { try await scene.world.tick() }

        #expect(try await scene.lots().map(\.expired) == [400])
        #expect(try await scene.balance(.breakage) == -120_00)
        #expect(try await scene.balance(.deferred) == 0)
    }

    @Test func `a cancelled subscription ends with the period, and its lessons stay`() async throws {
        let scene = try await PlanScene.open()
        let none = try await scene.world.as(.sara).post("/api/v1/subscriptions/cancel")
        #expect(none.status == 409 && none.problem == .planNotSubscribed, "\(none)")
        try await scene.subscribe(to: scene.create())

        let cancelled = try await scene.world.as(.sara).post("/api/v1/subscriptions/cancel")

        #expect(cancelled.status == 200 && cancelled["status"] == "active", "\(cancelled)")
        #expect(cancelled["ends_at"] == cancelled["period"]?["until"])
        #expect(cancelled["lot"]?["available"] == 400)
    }

    @Test func `a subscriber does not become a tutor, who could not cancel the plan`() async throws {
        let scene = try await PlanScene.open()
        let nina = try await scene.world.enrol("nina")
        try await scene.subscribe(to: scene.create(), as: nina)

        let opened = try await scene.world.as(nina).post("/api/v1/tutors", .object(OpenTutorTests.body))

        #expect(opened.status == 409 && opened.problem == .openBusiness, "\(opened)")
    }

    @Test func `one subscription at a time, and a portal for the student`() async throws {
        let scene = try await PlanScene.open()
        let plan = try await scene.create()
        try await scene.subscribe(to: plan)

        let second = try await scene.checkout(plan)
        #expect(second.status == 409 && second.problem == .alreadySubscribed, "\(second)")
        let portal = try await scene.world.as(.sara).post(
            "/api/v1/subscriptions/portal",
            ["return_to": "/me"]
        )
        #expect(
            portal.status == 200 && portal["url"]?.stringValue?.hasPrefix("https://") == true,
            "\(portal)"
        )
        let foreign = try await scene.world.as(.sara).post(
            "/api/v1/subscriptions/portal",
            ["return_to": "https://evil.example"]
        )
        #expect(foreign.status == 422, "\(foreign)")
        for person in [Person.tina, .ada] {
            #expect(try await scene.checkout(plan, as: person).status == 403)
            #expect(try await scene.mine(person).status == 403)
        }
        let unknown = try await scene.world.as(.sara).post(
            "/api/v1/subscriptions/checkout",
            ["plan_id": "0195a000-0000-7000-8000-000000000000"]
        )
        #expect(unknown.status == 404, "\(unknown)")
    }
}
