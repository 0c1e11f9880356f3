import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct GiveBackTests {
    private func give(
        _ scene: MoneyScene,
        _ payment: String,
        _ lesson: String?,
        by person: Person,
        share: Int64? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = ["reason": "The connection was poor."]
        body["booking_id"] = lesson.map { .string($0) }
        body["share"] = share.map { .integer($0) }
        return try await scene.world.as(person).post("/api/v1/payments/\(payment)/refund", .object(body))
    }

    @Test func `a tutor gives the whole lesson back: the units are in the lot again`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let lesson = try await scene.taught(bought.lot)
        #expect(
            try await give(scene, bought.intent.payment, lesson, by: .tina, share: 50).faults["/share"]
                == "whole_by_tutor"
        )

        let answer = try await give(scene, bought.intent.payment, lesson, by: .tina)

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["units"] == 100)
        #expect(answer["amount_minor"] == 2_700)
        #expect(answer["status"] == "credited")
        #expect(answer["refund_id"] == nil)
        #expect(try await scene.lot(bought.lot)["available"] == 1_000)
        #expect(try await scene.lessons.state(of: lesson) == "settled")
        #expect(try await scene.balance(of: "pending") == 0)
        try await scene.audit()
        #expect(try await give(scene, bought.intent.payment, lesson, by: .tina).status == 409)
    }

    @Test func `a lesson that the student missed is given back too`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let lesson = try await scene.lessons.booked(LessonScene.rome(10), lot: bought.lot)
        try scene.lessons.go(to: LessonScene.rome(10, 10))
        #expect(try await scene.lessons.move(lesson, "no-show", by: .tina)["state"] == "student_absent")

        let answer = try await give(scene, bought.intent.payment, lesson, by: .tina)

        #expect(answer.status == 200 && answer["units"] == 100, "\(answer)")
        #expect(try await scene.lessons.state(of: lesson) == "settled")
        try await scene.audit()
    }

    @Test func `an administrator gives a share back, with a fresh login`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let lesson = try await scene.taught(bought.lot)
        #expect(try await give(scene, bought.intent.payment, lesson, by: .ada).faults["/share"] == "required")

        let answer = try await give(scene, bought.intent.payment, lesson, by: .ada, share: 40)

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["units"] == 40)
        #expect(answer["amount_minor"] == 1_080)
        #expect(try await scene.lot(bought.lot)["available"] == 940)
        try await scene.audit()
    }

    @Test func `a lesson of another payment, strangers and students are refused`() async throws {
        let scene = try await MoneyScene.open()
        let (first, second) = (try await scene.buy(), try await scene.buy(by: .sami))
        let lesson = try await scene.taught(first.lot)

        #expect(
            try await give(scene, second.intent.payment, lesson, by: .tina).faults["/booking_id"]
                == "not_of_this_payment"
        )
        #expect(try await give(scene, first.intent.payment, lesson, by: .theo).status == 404)
        #expect(try await give(scene, first.intent.payment, lesson, by: .sara).status == 403)
        #expect(
            try await give(scene, first.intent.payment, nil, by: .tina).faults["/booking_id"] == "required"
        )
        let nothing = try await give(scene, first.intent.payment, nil, by: .ada)
        #expect(nothing.status == 409)
        #expect(nothing.problem == .notRefundable)
        let unpaid = try #require(try await scene.order().id)
        let intent = try await scene.intent(unpaid)
        #expect(
            try await give(scene, intent.payment, lesson, by: .tina).problem
                == .notRefundable
        )
    }

    @Test func `the share of a refunded purchase goes back to the card`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let lesson = try await scene.taught(bought.lot)
        _ = try await scene.world.as(.sara).post("/api/v1/purchases/\(bought.purchase)/refund")
        try await scene.world.runJobs()

        let answer = try await give(scene, bought.intent.payment, lesson, by: .tina)
        try await scene.world.runJobs()

        #expect(answer["status"] == "pending")
        #expect(answer["refund_id"] != nil)
        #expect(try await scene.lot(bought.lot)["refunded"] == 1_000)
        #expect(try await scene.balance("deferred") == 0)
        try await scene.audit()
    }

    @Test func `a stray payment whose refund was refused is ordered again, once`() async throws {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        let intent = try await scene.intent(purchase)
        try await scene.suspend()
        try await scene.stripe.act("config", ["refund_status": "%22pending%22"])
        try await scene.pay(intent)
        let sent = try await scene.world.db.read { tx in
            try tx.value("SELECT reference FROM charge_refund", as: String.self)
        }
        #expect(try await give(scene, intent.payment, nil, by: .ada).problem == .notRefundable)
        try await scene.stripe.act("settle_refund/\(try #require(sent))", ["status": "failed"])
        try await scene.stripe.act("config", ["refund_status": "%22succeeded%22"])
        try await scene.world.hear(scene.stripe)
        #expect(try await scene.balance("strays") == -27_000)

        let answers = try await scene.world.atOnce(5) { _ in
            try await give(scene, intent.payment, nil, by: .ada)
        }
        try await scene.world.runJobs()

        #expect(answers.statuses == [200: 1, 409: 4], "\(answers)")
        #expect(answers.first { $0.status == 200 }?["amount_minor"] == 27_000)
        #expect(try await scene.balance("strays") == 0)
        let payment = try await scene.world.as(.sara).get("/api/v1/payments/\(intent.payment)")
        #expect(payment["refunded_minor"] == 27_000)
        try await scene.audit()
    }

    @Test func `payments are seen by their payer, the seller and administrators, and filtered`() async throws
    {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        func count(_ person: Person, _ query: String = "") async throws -> Int {
            try await scene.world.as(person).get("/api/v1/payments\(query)")["data"]?.arrayValue?.count ?? -1
        }

        #expect(try await count(.sara) == 1)
        #expect(try await count(.sami) == 0)
        #expect(try await count(.tina) == 1)
        #expect(try await count(.theo) == 0)
        #expect(try await count(.ada) == 1)
        #expect(try await count(.ada, "?status=failed") == 0)
        #expect(
            try await count(.ada, "?status=succeeded&from=2026-11-21T00:00:00Z&until=2026-11-22T00:00:00Z")
                == 1
        )
        #expect(try await count(.ada, "?from=2026-11-22T00:00:00Z") == 0)
        let payment = try await scene.world.as(.sara).get("/api/v1/payments/\(bought.intent.payment)")
        #expect(payment["purpose"] == "package")
        #expect(payment["purchase_id"]?.stringValue == bought.purchase)
        #expect(payment["amount_minor"] == 27_000)
        #expect(payment["status"] == "succeeded")
        #expect(payment["card"]?["brand"] == "visa")
        for (person, sees) in [(Person.ada, true), (.tina, false)] {
            let shown = try await scene.world.as(person).get("/api/v1/payments/\(bought.intent.payment)")
            let listed = try await scene.world.as(person).get("/api/v1/payments")["data"]?.arrayValue?.first
            #expect((shown["card"] != nil) == sees && (listed?["card"] != nil) == sees, "\(person.name)")
        }
        #expect(
            try await scene.world.as(.sami).get("/api/v1/payments/\(bought.intent.payment)").status == 404
        )
    }
}
