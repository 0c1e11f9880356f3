import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct RefundPurchaseTests {
    private func refund(
        _ scene: MoneyScene,
        _ purchase: String,
        by person: Person = .sara,
        _ body: JSONValue? = nil
    ) async throws -> TestResponse {
        try await scene.world.as(person).post("/api/v1/purchases/\(purchase)/refund", body)
    }

    @Test func `the unused units go back as money, with a credit note`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        _ = try await scene.taught(bought.lot)

        let answer = try await refund(scene, bought.purchase)

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["units"] == 900)
        #expect(answer["amount_minor"] == 24_300)
        #expect(answer["status"] == "pending")
        #expect(answer["refund_id"] != nil)
        try await scene.world.runJobs()
        #expect(try await scene.purchase(bought.purchase)["state"] == "refunded")
        #expect(try await scene.lot(bought.lot)["refunded"] == 900)
        #expect(try await scene.balance("deferred") == 0)
        let invoices = try await scene.world.as(.sara).get("/api/v1/invoices?kind=credit_note")
        #expect(invoices["data"]?.arrayValue?.count == 1, "\(invoices)")
        try await scene.audit()
        #expect(try await refund(scene, bought.purchase).problem == .refundNothingLeft)
    }

    @Test func `a student has 14 days, and longer while the tutor is suspended; an administrator always`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let (first, second) = (try await scene.buy(), try await scene.buy())
        try await scene.pass(.days(14) - .minutes(1))
        #expect(try await refund(scene, first.purchase).status == 200)
        try await scene.pass(.minutes(2))
        #expect(try await refund(scene, second.purchase).problem == .refundTooLate)
        #expect(try await scene.purchase(second.purchase)["refundable"]?["until"] != nil)

        try await scene.suspend()
        #expect(try await scene.purchase(second.purchase)["refundable"]?["until"] == nil)
        #expect(try await refund(scene, second.purchase).status == 200)
        try await scene.reinstate()

        let third = try await scene.buy()
        try await scene.pass(.days(20))
        #expect(try await refund(scene, third.purchase, by: .ada).faults["/reason"] == "required")
        let reason: JSONValue = ["reason": "The student has moved abroad."]
        #expect(try await refund(scene, third.purchase, by: .ada, reason).status == 200)
    }

    @Test func `an administrator needs a fresh login, strangers find nothing, tutors may not`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let reason: JSONValue = ["reason": "The student has moved abroad."]
        _ = try await scene.world.token(of: .ada)
        try await scene.world.db.write { tx in
            try tx.execute("UPDATE session SET authenticated_at = \(tx.now - .hours(1))")
        }

        #expect(try await refund(scene, bought.purchase, by: .ada, reason).problem == .stepUpRequired)
        #expect(try await refund(scene, bought.purchase, by: .sami).status == 404)
        #expect(try await refund(scene, bought.purchase, by: .tina).status == 403)
    }

    @Test func `with lessons booked nothing is refunded, and they are named`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let lesson = try await scene.lessons.booked(LessonScene.rome(10), lot: bought.lot)

        let answer = try await refund(scene, bought.purchase)

        #expect(answer.status == 409)
        #expect(answer.problem == .refundLessonsBooked)
        #expect(answer["ids"]?.arrayValue?.compactMap(\.stringValue) == [lesson])
        _ = try await scene.lessons.move(lesson, "cancel", by: .sara)
        #expect(try await refund(scene, bought.purchase)["units"] == 1_000)
    }

    @Test func `a pending purchase has nothing to refund`() async throws {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)

        #expect(try await refund(scene, purchase).problem == .refundNothingLeft)
    }

    @Test func `50 refunds of the rest: one wins, and the money goes back once`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()

        let answers = try await scene.world.atOnce(50) { _ in try await refund(scene, bought.purchase) }
        try await scene.world.runJobs()

        #expect(answers.statuses == [200: 1, 409: 49])
        #expect(answers.filter { $0.problem == .refundNothingLeft }.count == 49)
        #expect(try await scene.balance("provider") == -430)
        try await scene.audit()
    }

    @Test func `refund | booking of its units: one wins`() async throws {
        for round in 0..<5 {
            let scene = try await MoneyScene.open()
            let bought = try await scene.buy()
            let hold = try await scene.lessons.held(LessonScene.rome(10 + round), lot: bought.lot)

            let answers = try await scene.world.atOnce(2) { n in
                if n == round % 2 { return try await refund(scene, bought.purchase) }
                return try await scene.lessons.book(hold)
            }

            let wins = answers.filter { $0.status == 200 || $0.status == 201 }
            #expect(wins.count == 1, "\(answers)")
            #expect(answers.filter { $0.status == 409 }.count == 1, "\(answers)")
            try await scene.world.runJobs()
            try await scene.audit()
        }
    }

    @Test func `a refund that the bank sends back is due again, and an administrator orders it anew`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        _ = try await refund(scene, bought.purchase)
        try await scene.world.runJobs()
        let made = try await scene.stripe.requests().filter {
            $0["path"] == "/v1/refunds" && $0["method"] == "POST"
        }
        #expect(made.count == 1)
        let books = try await scene.stripe.refunds()
        try await scene.stripe.act("settle_refund/\(try #require(books.first))", ["status": "failed"])
        try await scene.world.hear(scene.stripe)
        #expect(try await scene.balance("deferred") == -27_000)
        try await scene.audit()
        #expect(try await scene.world.as(.ada).get("/api/v1/notifications").text.contains("270,00"))

        let again = try await scene.world.as(.ada).post(
            "/api/v1/payments/\(bought.intent.payment)/refund",
            ["reason": "The card was replaced."]
        )
        try await scene.world.runJobs()

        #expect(again.status == 200, "\(again)")
        #expect(again["amount_minor"] == 27_000)
        #expect(try await scene.balance("deferred") == 0)
        let more = try await scene.world.as(.ada).post(
            "/api/v1/payments/\(bought.intent.payment)/refund",
            ["reason": "The card was replaced."]
        )
        #expect(more.problem == .notRefundable)
    }
}

extension StripeDouble {
    /// The identifiers of all refunds.
    func refunds() async throws -> [String] {
        let answer = try await HTTPCaller().call(.init("GET", "\(root)/_books"))
        let things = try JSONValue(parsing: answer.body).objectValue?.members ?? []
        return things.filter { $0.value["object"] == "refund" }.map(\.name)
    }
}
