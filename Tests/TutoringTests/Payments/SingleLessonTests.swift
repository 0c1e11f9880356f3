import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct SingleLessonTests {
    private func pay(_ scene: MoneyScene, _ hold: String) async throws -> MoneyScene.Intent {
        try await scene.intent(["hold_id": .string(hold)], by: .sara)
    }

    @Test func `a held lesson is paid and confirmed, and its price is frozen`() async throws {
        let scene = try await MoneyScene.open()
        let hold = try await scene.lessons.held(LessonScene.rome(10))
        let dearer = try await scene.world.as(.tina).patch("/api/v1/tutors/me", ["rate_minor": 9_000])
        #expect(dearer.status == 200)

        let intent = try await pay(scene, hold)
        let forms = try await scene.stripe.requests().filter { $0["path"] == "/v1/payment_intents" }
        // Cards and wallets only: a held time waits for no transfer.
        #expect(forms.first?["body"]?.stringValue?.contains("payment_method_types[0]=card") == true)
        try await scene.pay(intent)

        #expect(try await scene.lessons.state(of: hold) == "confirmed")
        let purchase = try await scene.purchase(intent.purchase)
        #expect(purchase["kind"] == "single")
        #expect(purchase["state"] == "paid")
        #expect(purchase["amount_minor"] == 3_000)
        #expect(purchase["booking_id"]?.stringValue == hold)
        let lot = try await scene.lot(try #require(purchase["lot_id"]?.stringValue))
        #expect((lot["granted"], lot["reserved"]) == (100, 100))
        try await scene.audit()
    }

    @Test func `a student without a profile does not pay`() async throws {
        let scene = try await MoneyScene.open()
        let nina = try await scene.world.enrol("nina")
        let hold = try await scene.lessons.held(LessonScene.rome(10), by: nina)

        let answer = try await scene.world.as(nina).post(
            "/api/v1/payments/intents",
            ["hold_id": .string(hold)]
        )

        #expect(answer.status == 409 && answer.problem == .studentProfileMissing, "\(answer)")
    }

    @Test func `from the first intent on the hold lasts 30 minutes, and asked again it is the same`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let hold = try await scene.lessons.held(LessonScene.rome(10))
        scene.world.clock.advance(by: .minutes(9))

        let first = try await pay(scene, hold)
        try await scene.pass(.minutes(20))
        #expect(try await scene.lessons.state(of: hold) == "held")
        #expect(try await pay(scene, hold).secret == first.secret)
        try await scene.pass(.minutes(11))

        #expect(try await scene.lessons.state(of: hold) == "released")
        #expect(try await scene.purchase(first.purchase)["state"] == "expired")
        let late = try await scene.world.as(.sara).post(
            "/api/v1/payments/intents",
            ["hold_id": .string(hold)]
        )
        #expect(late.problem == .holdGone)
    }

    @Test func `a dropped hold gives the purchase up; money that still comes goes back`() async throws {
        let scene = try await MoneyScene.open()
        let hold = try await scene.lessons.held(LessonScene.rome(10))
        let intent = try await pay(scene, hold)
        try await scene.stripe.act("confirm/\(intent.reference)")
        #expect(try await scene.world.as(.sara).delete("/api/v1/bookings/hold/\(hold)").status == 204)
        #expect(try await scene.purchase(intent.purchase)["state"] == "cancelled")

        try await scene.world.hear(scene.stripe)

        #expect(try await scene.purchase(intent.purchase)["state"] == "refunded")
        try await scene.world.hear(scene.stripe)
        #expect(try await scene.balance("strays") == 0)
        try await scene.audit()
    }

    @Test func `paid late and the slot still free: the lesson is booked`() async throws {
        let scene = try await MoneyScene.open()
        let hold = try await scene.lessons.held(LessonScene.rome(10))
        let intent = try await pay(scene, hold)
        scene.world.clock.advance(by: .minutes(31))
        try await scene.stripe.act("confirm/\(intent.reference)")
        for _ in 0..<3 { try await scene.world.tick() }

        #expect(try await scene.purchase(intent.purchase)["state"] == "paid")
        #expect(try await scene.lessons.state(of: hold) == "confirmed")
        try await scene.audit()
    }

    @Test func `paid late and the slot gone: all back`() async throws {
        let scene = try await MoneyScene.open()
        let hold = try await scene.lessons.held(LessonScene.rome(10))
        let intent = try await pay(scene, hold)
        // The provider has the money, and does not tell when the time is over.
        try await scene.stripe.act("confirm/\(intent.reference)")
        try await scene.stripe.act("fault", ["kind": "broken", "times": "20"])
        try await scene.pass(.minutes(31))
        #expect(try await scene.lessons.state(of: hold) == "released")
        let other = try await scene.lessons.hold(LessonScene.rome(10), by: .sami)
        #expect(other.status == 201, "\(other)")

        try await scene.stripe.act("config", [:])
        for _ in 0..<40 { try await scene.pass(.seconds(30)) }
        try await scene.world.hear(scene.stripe)

        #expect(try await scene.purchase(intent.purchase)["state"] == "refunded")
        #expect(try await scene.lessons.state(of: hold) == "released")
        try await scene.audit()
    }

    @Test func `the units of a cancelled single lesson go back to the card`() async throws {
        let scene = try await MoneyScene.open()
        let hold = try await scene.lessons.held(LessonScene.rome(10))
        let intent = try await pay(scene, hold)
        try await scene.pay(intent)

        // 47 hours before the start: everything.
        let answer = try await scene.lessons.move(hold, "cancel", by: .sara)
        #expect(answer.status == 200, "\(answer)")
        try await scene.world.runJobs()

        let lot = try #require(try await scene.purchase(intent.purchase)["lot_id"]?.stringValue)
        #expect(try await scene.lot(lot)["refunded"] == 100)
        #expect(try await scene.balance("deferred") == 0)
        let payment = try await scene.world.as(.sara).get("/api/v1/payments/\(intent.payment)")
        #expect(payment["refunded_minor"] == 3_000)
        #expect(payment["card"]?["last4"] == "4242")
        #expect(payment["purpose"] == "single")
        try await scene.audit()
    }

    @Test func `half of a late cancelled single lesson is the tutor's, half goes back to the card`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let hold = try await scene.lessons.held(LessonScene.rome(10))
        try await scene.pay(pay(scene, hold))
        // Monday 10:00 in Rome; 23 hours before it.
        try scene.lessons.go(to: LessonScene.rome(11, on: "2026-11-22"))

        _ = try await scene.lessons.move(hold, "cancel", by: .sara)
        try await scene.world.runJobs()

        #expect(try await scene.balance(of: "pending") == -1_500 + 225 + 50)
        #expect(try await scene.balance("deferred") == 0)
        try await scene.audit()
    }

    @Test func `a lesson whose payment was refunded by hand is cancelled, and no money goes back twice`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let hold = try await scene.lessons.held(LessonScene.rome(10))
        let intent = try await pay(scene, hold)
        try await scene.pay(intent)
        try await scene.stripe.act("refund/\(intent.reference)", ["amount": "2000"])
        try await scene.world.hear(scene.stripe)
        #expect(try await scene.balance("bad_debt") == 2_000)

        let answer = try await scene.lessons.move(hold, "cancel", by: .sara)
        try await scene.world.runJobs()

        #expect(answer.status == 200, "\(answer)")
        #expect(try await scene.lessons.state(of: hold) == "cancelled")
        let payment = try await scene.world.as(.sara).get("/api/v1/payments/\(intent.payment)")
        #expect(payment["refunded_minor"] == 3_000)
        #expect(try await scene.balance("deferred") == -2_000)
        try await scene.audit()
    }
}
