import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct PayPurchaseTests {
    @Test func `a payment fills a lot, books it and documents it, and both sides are told`() async throws {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        let answer = try await scene.world.as(.sara).post(
            "/api/v1/payments/intents",
            ["purchase_id": .string(purchase)]
        )
        #expect(answer.status == 201, "\(answer)")
        #expect(answer["publishable_key"] == "pk_test_double")
        #expect(answer["amount_minor"] == 27_000)
        let payment = try #require(answer["payment_id"]?.stringValue)
        #expect(answer.header("Location") == "/api/v1/payments/\(payment)")

        try await scene.pay(scene.intent(purchase))

        let paid = try await scene.purchase(purchase)
        #expect(paid["state"] == "paid")
        #expect(paid["payment_id"]?.stringValue == payment)
        #expect(paid["refundable"]?["units"] == 1_000)
        #expect(paid["refundable"]?["amount_minor"] == 27_000)
        let lot = try await scene.lot(try #require(paid["lot_id"]?.stringValue))
        #expect(lot["available"] == 1_000)
        #expect(lot["value_left_minor"] == 27_000)
        #expect(lot["source"] == "purchase")
        #expect(lot["frozen"] == false)
        #expect(try await scene.balance("provider") == 27_000 - 430)
        #expect(try await scene.balance("provider_fees") == 430)
        try await scene.audit()
        let invoices = try await scene.world.as(.sara).get("/api/v1/invoices")
        #expect(invoices["data"]?.arrayValue?.count == 1, "\(invoices)")
        #expect(try await scene.world.as(.sara).get("/api/v1/notifications").text.contains("270,00"))
        #expect(try await scene.world.as(.tina).get("/api/v1/notifications").text.contains("Sara C."))
    }

    @Test func `asked again the intent is the same, also by many at once, and only its payer gets it`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        let body: JSONValue = ["purchase_id": .string(purchase)]

        let answers = try await scene.world.atOnce(20) { _ in
            try await scene.world.as(.sara).post("/api/v1/payments/intents", body)
        }

        #expect(answers.allSatisfy { $0.status == 200 || $0.status == 201 }, "\(answers.statuses)")
        #expect(answers.statuses[201] == 1)
        #expect(Set(answers.compactMap { $0["client_secret"]?.stringValue }).count == 1)
        let opened = try await scene.stripe.requests().filter {
            $0["method"] == "POST" && $0["path"] == "/v1/payment_intents"
        }
        #expect(Set(opened.compactMap { $0["key"]?.stringValue }).count == 1)
        #expect(try await scene.world.as(.sami).post("/api/v1/payments/intents", body).status == 404)
        #expect(try await scene.world.as(.tina).post("/api/v1/payments/intents", body).status == 403)
        let payment = try #require(answers[0]["payment_id"]?.stringValue)
        for person in [Person.sara, .tina, .ada] {
            let shown = try await scene.world.as(person).get("/api/v1/payments/\(payment)")
            #expect(shown.status == 200 && !shown.text.contains("secret"), "\(shown)")
        }
    }

    @Test func `an intent names one thing, and a purchase that is over has none`() async throws {
        let scene = try await MoneyScene.open()
        let both: JSONValue = [
            "purchase_id": .string(ID<Purchase>(raw: 1).description),
            "hold_id": .string(ID<Lesson>(raw: 1).description),
        ]
        #expect(try await scene.world.as(.sara).post("/api/v1/payments/intents", both).status == 422)
        #expect(
            try await scene.world.as(.sara).post("/api/v1/payments/intents", [:]).faults["/hold_id"]
                == "hold_or_purchase"
        )
        let bought = try await scene.buy()

        let again = try await scene.world.as(.sara).post(
            "/api/v1/payments/intents",
            ["purchase_id": .string(bought.purchase)]
        )

        #expect(again.problem == .illegalTransition)
        #expect(again["present"] == "paid")
    }

    @Test func `a webhook 20 times: one lot`() async throws {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        let intent = try await scene.intent(purchase)
        try await scene.stripe.act("confirm/\(intent.reference)")
        let payload = try #require(try await scene.stripe.events().last)

        let answers = try await scene.world.atOnce(20) { _ in try await scene.world.hook(payload) }
        try await scene.world.runJobs()
        try await scene.world.hear(scene.stripe)

        #expect(answers.statuses == [200: 20])
        let credits = try await scene.world.as(.sara).get("/api/v1/credits")
        #expect(credits["data"]?.arrayValue?.count == 1)
        #expect(try await scene.balance("deferred") == -27_000)
        try await scene.audit()
    }

    @Test func `a webhook before the answer that names the intent is committed fills the lot all the same`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        // Stripe makes the intent, and its answer is lost.
        try await scene.stripe.act("fault", ["kind": "lose_answer", "on": "POST /v1/payment_intents"])
        let lost = try await scene.world.as(.sara).post(
            "/api/v1/payments/intents",
            ["purchase_id": .string(purchase)]
        )
        #expect(lost.status == 503, "\(lost)")
        let made = try #require(try await scene.stripe.events().first)
        let reference = try #require(
            try JSONValue(parsing: Array(made.utf8))["data"]?["object"]?["id"]?.stringValue
        )

        try await scene.stripe.act("confirm/\(reference)")
        try await scene.world.hear(scene.stripe)

        #expect(try await scene.purchase(purchase)["state"] == "paid")
        try await scene.pass(.minutes(5))
        #expect(try await scene.world.as(.sara).get("/api/v1/credits")["data"]?.arrayValue?.count == 1)
        try await scene.audit()
    }

    @Test func `a declined card changes nothing, and the next attempt pays`() async throws {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        let intent = try await scene.intent(purchase)

        try await scene.pay(intent, ["declines": "true"])
        #expect(try await scene.purchase(purchase)["state"] == "pending")
        let failed = try await scene.world.as(.sara).get("/api/v1/payments/\(intent.payment)")
        #expect(failed["status"] == "failed")
        #expect(failed["failure"] == "insufficient_funds")
        #expect(try await scene.intent(purchase).secret == intent.secret)
        try await scene.pay(intent)

        #expect(try await scene.purchase(purchase)["state"] == "paid")
    }

    @Test func `paid when the student has left: all back`() async throws {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        let intent = try await scene.intent(purchase)
        let left = try await scene.world.as(.sara).delete(
            "/api/v1/users/me/account",
            ["password": .string(Person.demoPassword)]
        )
        #expect(left.status == 204, "\(left)")

        try await scene.pay(intent)
        try await scene.world.hear(scene.stripe)

        #expect(try await scene.purchase(purchase, by: .ada)["state"] == "refunded")
        #expect(try await scene.balance("strays") == 0)
        try await scene.audit()
    }

    @Test func `another amount than the price: all back, and the purchase is refunded`() async throws {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)

        try await scene.pay(scene.intent(purchase), ["amount": "100"])
        try await scene.world.hear(scene.stripe)

        #expect(try await scene.purchase(purchase)["state"] == "refunded")
        #expect(try await scene.balance("strays") == 0)
        #expect(try await scene.balance("deferred") == 0)
        #expect(try await scene.world.as(.sara).get("/api/v1/credits")["data"]?.arrayValue?.isEmpty == true)
        try await scene.audit()
    }

    @Test func `paid while T is suspended: all back`() async throws {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        let intent = try await scene.intent(purchase)
        try await scene.suspend()

        try await scene.pay(intent)
        try await scene.world.hear(scene.stripe)

        #expect(try await scene.purchase(purchase)["state"] == "refunded")
        #expect(try await scene.balance("strays") == 0)
        let payment = try await scene.world.as(.sara).get("/api/v1/payments/\(intent.payment)")
        #expect(payment["refunded_minor"] == 27_000)
        try await scene.audit()
    }

    @Test func `a purchase expires after 30 minutes, and the intent is cancelled`() async throws {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        let intent = try await scene.intent(purchase)

        try await scene.pass(.minutes(29))
        #expect(try await scene.purchase(purchase)["state"] == "pending")
        try await scene.pass(.minutes(2))

        #expect(try await scene.purchase(purchase)["state"] == "expired")
        #expect(try await scene.purchase(purchase)["expires_at"] == nil)
        await #expect(throws: TestFailure.self) { try await scene.stripe.act("confirm/\(intent.reference)") }
        let again = try await scene.world.as(.sara).post(
            "/api/v1/payments/intents",
            ["purchase_id": .string(purchase)]
        )
        #expect(again.problem == .illegalTransition)
    }

    @Test func `at the end the provider is asked first: what it has is paid, although no event came`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        let intent = try await scene.intent(purchase)
        try await scene.stripe.act("confirm/\(intent.reference)")

        try await scene.pass(.minutes(31))

        #expect(try await scene.purchase(purchase)["state"] == "paid")
        try await scene.audit()
    }

    @Test func `while the provider does not answer nothing expires`() async throws {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        _ = try await scene.intent(purchase)
        try await scene.stripe.act("fault", ["kind": "broken", "times": "50"])

        try await scene.pass(.minutes(31))
        #expect(try await scene.purchase(purchase)["state"] == "pending")

        for _ in 0..<60 { try await scene.pass(.minutes(2)) }
        #expect(try await scene.purchase(purchase)["state"] == "expired")
    }

    @Test func `a slow means of payment is waited for, 10 days at most, and is still wanted later`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        let intent = try await scene.intent(purchase)
        try await scene.pay(intent, ["later": "true"])

        try await scene.pass(.days(9))
        #expect(try await scene.purchase(purchase)["state"] == "pending")
        try await scene.pass(.days(2))
        #expect(try await scene.purchase(purchase)["state"] == "expired")

        try await scene.stripe.act("arrive/\(intent.reference)")
        try await scene.world.hear(scene.stripe)

        #expect(try await scene.purchase(purchase)["state"] == "paid")
        try await scene.audit()
    }

    @Test func `money that comes after the end, when the tutor cannot sell any more: all back`() async throws
    {
        let scene = try await MoneyScene.open()
        let purchase = try #require(try await scene.order().id)
        let intent = try await scene.intent(purchase)
        try await scene.pay(intent, ["later": "true"])
        try await scene.pass(.days(11))
        #expect(try await scene.purchase(purchase)["state"] == "expired")
        try await scene.suspend()

        try await scene.stripe.act("arrive/\(intent.reference)")
        for _ in 0..<2 { try await scene.world.hear(scene.stripe) }

        #expect(try await scene.purchase(purchase)["state"] == "refunded")
        #expect(try await scene.balance("strays") == 0)
        try await scene.audit()
    }

    @Test func `an unsigned or foreign webhook is refused`() async throws {
        let scene = try await MoneyScene.open()
        let payload =
            #"{"id":"evt_1","type":"payment_intent.succeeded","created":1795510800,"data":{"object":{}}}"#

        let unsigned = try await scene.world.anonymous.post("/api/v1/webhooks/stripe", .object([:]))
        let wrong = try await scene.world.anonymous.send(
            "POST",
            "/api/v1/webhooks/stripe",
            bytes: Array(payload.utf8),
            type: "application/json",
            headers: [
                "Stripe-Signature": StripeDouble.signature(
                    of: payload,
                    at: scene.world.clock.now,
                    secret: "whsec_other"
                )
            ]
        )

        #expect(unsigned.status == 400)
        #expect(wrong.status == 400)
    }
}
