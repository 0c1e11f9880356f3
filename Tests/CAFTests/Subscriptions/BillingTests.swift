import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct BillingTests {
    @Test func `a payment becomes an invoice with a PDF, for its owner and the office only`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(price: 122_00), from: stripe)

        let list = try await world.as(.giulia).get("/invoices")["data"]?.arrayValue ?? []
        let invoice = try #require(list.first)
        let path = "/invoices/\(invoice["id"]?.stringValue ?? "")"

        #expect(list.count == 1)
        #expect(invoice["reference"] == "F1/2026" && invoice["total"] == 12200)
        #expect(invoice["taxes"]?.arrayValue?.first?["net"] == 10000)
        #expect(invoice["customer"]?["tax_code"] == "RSSGLI85D52H501N")
        #expect(try await world.as(.luca).get(path).status == 404)
        #expect(try await world.as(.luca).get("/invoices")["data"]?.arrayValue?.isEmpty == true)
        #expect(try await world.as(.marco).get(path).status == 403)
        #expect(try await world.as(.sara).get(path).status == 200)
        let link = try await world.as(.giulia).get(path + "/download")
        let url = try #require(link["url"]?.stringValue)
        let file = try await world.as(.giulia).get(String(url.dropFirst("https://world.example".count)))
        let paper = try PDFReader(file.body)
        for words in [
            "Fattura F1/2026", "Giulia Rossi", "RSSGLI85D52H501N", "122,00 EUR", "22,00 EUR", "100,00 EUR",
        ] {
            #expect(paper.text.contains(words), "\(words)")
        }
    }

    @Test func `refunds in a storm never exceed what was paid, and each has its credit note`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(price: 50_00), from: stripe)
        let payments = try await world.as(.sara).get("/admin/payments")["data"]?.arrayValue
        let payment = try #require(payments?.first?["id"]?.stringValue)

        let answers = try await world.atOnce(30) { _ in
            try await world.as(.sara).post(
                "/admin/payments/\(payment)/refund",
                ["amount": 1000, "reason": "disguido"]
            )
        }
        try await world.hear(stripe)

        #expect(answers.filter { $0.status == 201 }.count <= 5)
        #expect(answers.allSatisfy { [201, 409, 412].contains($0.status) })
        let left = 5000 - 1000 * Int64(answers.filter { $0.status == 201 }.count)
        if left > 0 {
            let rest = try await world.as(.sara).post(
                "/admin/payments/\(payment)/refund",
                ["reason": "resto"]
            )
            #expect(rest.status == 201)
            try await world.hear(stripe)
        }
        let again = try await world.as(.sara).post("/admin/payments/\(payment)/refund", ["reason": "ancora"])
        #expect(again.status == 409)
        let notes =
            (try await world.as(.giulia).get("/invoices?limit=50"))["data"]?.arrayValue?
            .filter { $0["kind"] == "credit_note" } ?? []
        #expect(notes.compactMap { $0["total"]?.integerValue }.reduce(0, +) == 5000)
        #expect(Set(notes.compactMap { $0["number"]?.integerValue }) == Set(1...Int64(max(1, notes.count))))
        #expect(
            try await world.as(.giulia).post("/admin/payments/\(payment)/refund", ["reason": "x"]).status
                == 403
        )
        for body: JSONValue in [["amount": 0, "reason": "x"], ["amount": -1, "reason": "x"], ["amount": 1]] {
            let answer = try await world.as(.sara).post("/admin/payments/\(payment)/refund", body)
            #expect([409, 422].contains(answer.status))
        }
    }

    @Test func `a subscription is shown, changed, ended and taken up again`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let (base, premium) = (try await world.plan("base"), try await world.plan("premium", price: 99_00))
        #expect(try await world.as(.giulia).post("/subscriptions/cancel").problem == .notSubscribed)
        try await world.subscribe(to: base, from: stripe)
        let giulia = world.as(.giulia)

        let choice: JSONValue = ["plan_id": .string(premium.id ?? "")]
        #expect(try await giulia.post("/subscriptions/upgrade", choice)["plan"]?["code"] == "premium")
        #expect(try await giulia.post("/subscriptions/checkout", choice).problem == .alreadySubscribed)
        #expect(try await giulia.post("/subscriptions/cancel")["cancel_at_period_end"] == true)
        #expect(try await giulia.post("/subscriptions/resume")["cancel_at_period_end"] == false)
        #expect(try await giulia.post("/subscriptions/portal").status == 200)
        #expect(try await giulia.get("/subscriptions/history")["data"]?.arrayValue?.count == 1)
        for path in ["https://evil.example", "//evil.example", "/\\evil", "/a b"] {
            let body: JSONValue = ["plan_id": .string(premium.id ?? ""), "return_to": .string(path)]
            #expect(try await giulia.post("/subscriptions/checkout", body).status == 422)
        }
        #expect(try await world.as(.marco).get("/subscriptions/me").status == 403)
    }

    @Test func `without a provider nothing is sold, and nothing breaks`() async throws {
        let world = try await seller()
        let plan = try await world.plan()

        let choice: JSONValue = ["plan_id": .string(plan.id ?? "")]
        #expect(
            try await world.as(.giulia).post("/subscriptions/checkout", choice).problem
                == .paymentsNotConfigured
        )
        #expect(try await world.as(.giulia).post("/subscriptions/portal").problem == .paymentsNotConfigured)
    }

    @Test func `whoever pays late, ends or begins is told, once`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(period: "month", limits: "month"), from: stripe)
        let id = try #require(try await world.subscriptions().first?.providerID)
        try await stripe.act("renew/\(id)", ["declines": "true"])
        try await world.hear(stripe)
        try await world.hear(stripe)
        try await stripe.act("end/\(id)")
        try await world.hear(stripe)

        let told = try await world.as(.giulia).get("/notifications")["data"]?.arrayValue ?? []

        let kinds = told.compactMap { $0["template"]?.stringValue ?? $0["kind"]?.stringValue }.sorted()
        #expect(
            kinds == [
                "caf.payment_failed", "caf.payment_received", "caf.subscription_begun",
                "caf.subscription_ended",
            ]
        )
        let ended = try await world.submit(world.ready(2026))
        #expect(ended.status == 402 && ended["reason"] == "subscription_ended")
    }

    @Test func `a trial is covered, and its end is told once`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(trial: 14), from: stripe)

        #expect(try await world.as(.giulia).get("/subscriptions/me")["status"] == "trialing")
        #expect(try await world.submit(world.ready(2026)).status == 200)
        world.clock.advance(by: .days(12))
        for _ in 0..<2 {
            world.clock.advance(by: .hours(7))
            try await world.tick()
        }
        let told = try await world.as(.giulia).get("/notifications")["data"]?.arrayValue ?? []
        #expect(told.filter { ($0["template"] ?? $0["kind"]) == "caf.trial_ends" }.count == 1)
    }
}
