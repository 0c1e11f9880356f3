import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct PaymentNoticeTests {
    @Test func `receipt and refund are mailed once with amount, plan and a link`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        _ = try await world.as(.giulia).patch("/users/me", ["locale": "en"])
        try await world.subscribe(to: world.plan(price: 1_249_00), from: stripe)
        let payments = try await world.as(.sara).get("/admin/payments")["data"]?.arrayValue
        let payment = try #require(payments?.first?["id"]?.stringValue)
        let refund: JSONValue = ["amount": 2550, "reason": "disguido"]
        #expect(
            try await world.as(.sara).post("/admin/payments/\(payment)/refund", refund).status == 201
        )
        // The provider repeats all its events.
        for _ in 0..<3 { try await world.hear(stripe) }

        let mails = world.mails(to: .giulia)
        let receipts = mails.filter { $0.subject == "Plan famiglia: payment received" }
        let refunds = mails.filter { $0.subject == "Plan famiglia: refund of 25.50 EUR" }
        #expect(receipts.count == 1 && refunds.count == 1)
        let words = "your payment of 1,249.00 EUR for Plan famiglia on "
        #expect(receipts.first?.text.contains(words) == true)
        #expect(receipts.first?.text.contains("https://world.example/invoices") == true)
        #expect(refunds.first?.text.contains("https://world.example/invoices") == true)
        #expect(world.mails(to: .luca).isEmpty)
    }

    @Test func `invoice and credit note are mailed with a link that opens for thirty days`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(price: 122_00), from: stripe)
        let payments = try await world.as(.sara).get("/admin/payments")["data"]?.arrayValue
        let payment = try #require(payments?.first?["id"]?.stringValue)
        let refund: JSONValue = ["reason": "disguido"]
        _ = try await world.as(.sara).post("/admin/payments/\(payment)/refund", refund)
        for _ in 0..<2 { try await world.hear(stripe) }

        let mails = world.mails(to: .giulia)
        for subject in ["Fattura F1/2026", "Nota di credito NC1/2026"] {
            let mail = try #require(mails.first { $0.subject == subject }, "\(mails.map(\.subject))")
            #expect(mails.count { $0.subject == subject } == 1)
            let rest = try #require(mail.text.split(separator: "https://world.example").dropFirst().first)
            let path = String(rest.prefix { !$0.isWhitespace })
            let file = try await world.anonymous.get(path)
            #expect(file.status == 200)
            let paper = try PDFReader(file.body)
            #expect(paper.text.contains(subject) && paper.text.contains("122,00 EUR"))
            #expect(try await world.anonymous.get(path + "x").status == 404)
        }
        let mail = try #require(mails.first { $0.subject == "Fattura F1/2026" })
        let rest = try #require(mail.text.split(separator: "https://world.example").dropFirst().first)
        world.clock.advance(by: .days(31))
        let late = try await world.anonymous.get(String(rest.prefix { !$0.isWhitespace }))
        #expect(late.status == 410)
    }

    @Test func `a free trial is no payment, and has no receipt`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)

        try await world.subscribe(to: world.plan(trial: 14), from: stripe)

        #expect(world.mails(to: .giulia).map(\.subject) == ["Piano famiglia: abbonamento attivo"])
    }
}
