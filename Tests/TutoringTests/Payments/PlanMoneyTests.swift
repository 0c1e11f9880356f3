import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

/// Sara's first month of a plan of four lessons for 120.00.
@Suite struct PlanMoneyTests {
    private func subscribed() async throws -> (PlanScene, payment: String, lot: Lot) {
        let scene = try await PlanScene.open()
        try await scene.subscribe(to: scene.create())
        let payments = try await scene.world.as(.sara).get("/api/v1/payments")
        let payment = try #require(payments["data"]?.arrayValue?.first?["id"]?.stringValue, "\(payments)")
        return (scene, payment, try #require(try await scene.lots().first))
    }

    private func refund(
        _ scene: PlanScene,
        _ payment: String,
        by person: Person = .ada
    ) async throws -> TestResponse {
        try await scene.world.as(person).post(
            "/api/v1/payments/\(payment)/refund",
            ["reason": "The student has moved abroad."]
        )
    }

    /// The intent behind the payment.
    private func reference(_ scene: PlanScene) async throws -> String {
        let found = try await scene.world.db.read { tx in
            try tx.value("SELECT provider_id FROM payment", as: String.self)
        }
        return try #require(found)
    }

    @Test func `a plan's payment is a student's, not a tutor's, and has its purpose`() async throws {
        let (scene, payment, _) = try await subscribed()

        let shown = try await scene.world.as(.sara).get("/api/v1/payments/\(payment)")

        #expect(shown["purpose"] == "plan")
        #expect(shown["purchase_id"] == nil)
        #expect(shown["amount_minor"] == 12_000)
        #expect(shown["status"] == "succeeded")
        #expect(try await scene.world.as(.tina).get("/api/v1/payments/\(payment)").status == 404)
        #expect(
            try await scene.world.as(.ada).get("/api/v1/payments?status=succeeded")["data"]?.arrayValue?.count
                == 1
        )
    }

    @Test func `an administrator refunds the unused units of a plan's payment, once`() async throws {
        let (scene, payment, lot) = try await subscribed()
        #expect(try await refund(scene, payment, by: .sara).status == 403)

        let answer = try await refund(scene, payment)

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["units"] == 400)
        #expect(answer["amount_minor"] == 12_000)
        #expect(answer["status"] == "done")
        #expect(try await scene.lots().first?.refunded == 400)
        #expect(try await scene.balance(.deferred) == 0)
        #expect(try await scene.isSound())
        #expect(try await refund(scene, payment).problem == .refundNothingLeft)
        #expect(lot.available == 400)
    }

    @Test func `when the provider refuses, the units are back`() async throws {
        let (scene, payment, _) = try await subscribed()
        // Somebody has refunded it at Stripe by hand, of which nothing is known yet.
        try await scene.stripe.act("refund/\(reference(scene))", ["amount": "12000"])

        let answer = try await refund(scene, payment)

        #expect(answer.status == 409 || answer.status == 402, "\(answer)")
        #expect(try await scene.lots().first?.available == 400)
        #expect(try await scene.isSound())
    }

    @Test func `20 refunds at once: one wins`() async throws {
        let (scene, payment, _) = try await subscribed()

        let answers = try await scene.world.atOnce(20) { _ in try await refund(scene, payment) }

        #expect(answers.statuses == [200: 1, 409: 19])
        #expect(try await scene.balance(.deferred) == 0)
    }

    @Test func `a caller who leaves before the answer: the money is on its way, and the units stay out`()
        async throws
    {
        let (scene, payment, _) = try await subscribed()
        _ = try await scene.world.token(of: .ada)
        try await scene.stripe.act("fault", ["kind": "stall", "on": "POST /v1/refunds"])
        let leaving = Task { try await refund(scene, payment) }
        for _ in 0..<500 where try await orders(scene).isEmpty {
            try await Task.sleep(for: .milliseconds(20))
        }

        leaving.cancel()
        _ = try? await leaving.value
        #expect(try await scene.lots().first?.refunded == 400)
        scene.world.clock.advance(by: .minutes(2))
        try await scene.world.runJobs()

        #expect(try await scene.lots().first?.refunded == 400)
        #expect(try await scene.balance(.deferred) == 0)
        #expect(Set(try await orders(scene)).count == 1)
        #expect(try await scene.isSound())
    }

    @Test func `a refund without an answer is asked again by its key; refused, it gives the units back`()
        async throws
    {
        let (scene, payment, _) = try await subscribed()
        try await scene.stripe.act("fault", ["kind": "broken", "on": "POST /v1/refunds"])
        let answer = try await refund(scene, payment)
        #expect(answer.status == 200 && answer["status"] == "pending" && answer["units"] == 400, "\(answer)")
        #expect(try await scene.lots().first?.refunded == 400)
        #expect(try await refund(scene, payment).problem == .refundNothingLeft)
        try await scene.stripe.act("refund/\(reference(scene))", ["amount": "12000"])

        scene.world.clock.advance(by: .minutes(2))
        try await scene.world.runJobs()

        #expect(try await scene.lots().first?.available == 400)
        #expect(Set(try await orders(scene)).count == 1)
        #expect(try await scene.isSound())
    }

    @Test func `a refund that is refused after the period's end can be ordered again`() async throws {
        let (scene, payment, lot) = try await subscribed()
        try await scene.stripe.act("config", ["refund_status": "%22pending%22"])
        #expect(try await refund(scene, payment)["status"] == "pending")
        let named = try await scene.world.db.read { tx in
            try tx.value("SELECT provider_id FROM refund", as: String.self)
        }

        scene.world.clock.set(to: lot.expiresAt + .minutes(1))
        try await scene.stripe.act("config", ["now": String(scene.world.clock.now.seconds)])
        try await scene.stripe.act("settle_refund/\(try #require(named))", ["status": "failed"])
        try await scene.stripe.act("config", ["refund_status": "%22succeeded%22"])
        try await scene.world.hear(scene.stripe)
        try await scene.world.tick()

        let left = try #require(try await scene.lots().first)
        #expect(left.expired == 0 && left.refunded == 400)
        let again = try await refund(scene, payment)
        #expect(again.status == 200 && again["status"] == "done", "\(again)")
        #expect(again["units"] == 0 && again["amount_minor"] == 12_000)
        #expect(try await refund(scene, payment).problem == .refundNothingLeft)
        #expect(try await scene.balance(.deferred) == 0)
        #expect(try await scene.isSound())
    }

    /// The keys of the orders of refunds at Stripe.
    private func orders(_ scene: PlanScene) async throws -> [String] {
        try await scene.stripe.requests()
            .filter { $0["method"] == "POST" && $0["path"] == "/v1/refunds" }
            .compactMap { $0["key"]?.stringValue }
    }

    @Test func `money that the bank has sent back is ordered again, once`() async throws {
        let (scene, payment, _) = try await subscribed()
        _ = try await refund(scene, payment)
        let named = try await scene.world.db.read { tx in
            try tx.value("SELECT provider_id FROM refund", as: String.self)
        }
        try await scene.stripe.act("settle_refund/\(try #require(named))", ["status": "failed"])
        try await scene.world.hear(scene.stripe)
        #expect(try await scene.balance(.deferred) == -12_000)

        let answers = try await scene.world.atOnce(5) { _ in try await refund(scene, payment) }

        #expect(answers.statuses == [200: 1, 409: 4])
        #expect(answers.first { $0.status == 200 }?["units"] == 0)
        #expect(try await scene.isSound())
    }

    @Test
    func `a chargeback of a plan's payment freezes its lot, and takes the unused units when it is lost`()
        async throws
    {
        let (scene, payment, lot) = try await subscribed()
        let made = try await scene.stripe.act("dispute/\(reference(scene))")
        try await scene.world.hear(scene.stripe)
        #expect(try await scene.lots().first?.isFrozen == true)
        #expect(try await scene.balance(.contested) == 12_000)
        #expect(try await refund(scene, payment).problem == .paymentsContested)

        try await scene.stripe.act(
            "close_dispute/\(try #require(made["id"]?.stringValue))",
            ["status": "lost"]
        )
        for _ in 0..<2 { try await scene.world.hear(scene.stripe) }

        #expect(try await scene.lots().first?.refunded == 400)
        #expect(try await scene.lots().first?.isFrozen == false)
        #expect(try await scene.balance(.contested) == 0)
        #expect(try await scene.balance(.deferred) == 0)
        #expect(try await scene.balance(.badDebt) == 0)
        #expect(lot.id == (try await scene.lots().first?.id))
    }

    @Test func `a chargeback of a plan's payment that is won frees its lot`() async throws {
        let (scene, _, _) = try await subscribed()
        let made = try await scene.stripe.act("dispute/\(reference(scene))")
        try await scene.world.hear(scene.stripe)

        try await scene.stripe.act(
            "close_dispute/\(try #require(made["id"]?.stringValue))",
            ["status": "won"]
        )
        try await scene.world.hear(scene.stripe)

        #expect(try await scene.lots().first?.available == 400)
        #expect(try await scene.lots().first?.isFrozen == false)
        #expect(try await scene.balance(.contested) == 0)
        #expect(try await scene.isSound())
    }
}
