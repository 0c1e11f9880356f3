import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct InboxTests {
    @Test func `what is not signed is refused and leaves nothing`() async throws {
        let world = try await aShop(try StripeDouble())
        let payload =
            #"{"id":"evt_1","type":"invoice.paid","created":1,"data":{"object":{"object":"invoice","id":"in_1"}}}"#
        let good = StripeDouble.signature(of: payload, at: world.clock.now)
        let wrong: [String?] = [
            nil, "", "t=1", "v1=00", good + "0", good.replacing("t=1", with: "t=2"), "t=x,\(good)",
            StripeDouble.signature(of: payload, at: world.clock.now, secret: "whsec_other"),
            StripeDouble.signature(of: payload + " ", at: world.clock.now),
            StripeDouble.signature(of: payload, at: world.clock.now - .seconds(310)),
            StripeDouble.signature(of: payload, at: world.clock.now + .seconds(310)),
            "t=-9223372036854775808,v1=\(String(repeating: "0", count: 64))",
        ]

        for signature in wrong {
            let answer = try await world.send(payload, signature)
            #expect(
                answer.status == 400 && answer.problem == .webhookSignatureBad,
                "\(signature ?? "none"): \(answer)"
            )
        }
        let nonsense = try await world.hook(#"{"id": 7}"#)
        #expect(nonsense.problem == .webhookSignatureBad)
        #expect(try await world.send(String(repeating: "x", count: 2 << 20), good).status == 413)
        #expect(try await world.rows(of: "payment_event") == 0)
    }

    @Test func `a hundred of the same event at once are one`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        let session = try await world.as(.giulia).post("/api/buy/course")
        try await stripe.act("complete/\(try #require(session.id))")
        let paid = try #require(try await stripe.events().first { $0.contains("payment_intent.succeeded") })

        let answers = try await world.atOnce(100) { _ in try await world.hook(paid) }
        try await world.runJobs()

        #expect(answers.statuses == [200: 100])
        #expect(try await world.rows(of: "payment_event") == 1)
        #expect(try await world.told() == ["paid 50.00 EUR course"])
        #expect(try await world.balances()["revenue"] == -50_00)
    }

    @Test func `unknown types, other accounts and other modes are noted and left alone`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        let object = #""data":{"object":{"object":"payment_intent","id":"pi_1","customer":"cus_1"}}"#

        for (id, rest) in [
            ("evt_a", #""type":"radar.early_fraud_warning.created","#),
            ("evt_b", #""type":"payment_intent.succeeded","account":"acct_2","#),
            ("evt_c", #""type":"payment_intent.succeeded","livemode":true,"#),
            ("evt_d", #""type":"payment_intent.failed","#),
        ] {
            #expect(
                try await world.hook(#"{"id":"\#(id)",\#(rest)"created":1700000000,\#(object)}"#).status
                    == 200
            )
        }
        try await world.runJobs()

        let states = try await world.db.read { tx in
            try tx.values("SELECT state FROM payment_event ORDER BY event_id", as: String.self)
        }
        #expect(states == ["ignored", "ignored", "ignored", "ignored"])
        #expect(try await world.told().isEmpty)
        #expect(try await world.payments().isEmpty)
    }

    @Test func `a webhook that overtakes our own note is not lost`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        let session = try await world.as(.giulia).post("/api/buy/monthly")
        // As if the process had died before it noted what Stripe answered.
        try await world.db.write { tx in
            try tx.execute("DELETE FROM payment_customer")
            try tx.execute("DELETE FROM payment_price")
        }
        try await stripe.act("complete/\(try #require(session.id))")

        try await world.hear(stripe)

        #expect(try await world.subscriptions().map(\.planKey) == ["monthly"])
        #expect(try await world.rows(of: "payment_customer") == 1)
        #expect(try await world.told().count == 3)
    }

    @Test func `what Stripe does not answer is asked again`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        let session = try await world.as(.giulia).post("/api/buy/course")
        try await stripe.act("complete/\(try #require(session.id))")
        try await stripe.act("fault", ["kind": "broken", "times": "10"])
        try await world.hear(stripe)
        #expect(try await world.payments().isEmpty)

        for _ in 0..<12 {
            world.clock.advance(by: .hours(2))
            try await world.runJobs()
        }

        #expect(try await world.payments().map(\.status) == [.succeeded])
        #expect(try await world.told() == ["paid 50.00 EUR course"])
    }

    @Test func `events in the shape of 2025-03-31 lead to the same`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        try await stripe.act("config", ["basil_events": "true"])

        try await world.buy("monthly", from: stripe)
        let payment = try #require(try await world.payments().first)
        _ = try await world.refund(payment.id, 0)
        try await world.hear(stripe)

        #expect(payment.purpose == "monthly")
        #expect(try await world.subscriptions().map(\.periodEnd) == [TestClock.start + .days(30)])
        #expect(try await world.payments().map(\.refunded.amountMinor) == [10_00])
        #expect(try await world.told().count == 4)
    }

    @Test func `what has lost its job is taken up again`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        let session = try await world.as(.giulia).post("/api/buy/course")
        try await stripe.act("complete/\(try #require(session.id))")
        for payload in try await stripe.events() { try await world.hook(payload) }
        try await world.db.write { tx in try tx.execute("DELETE FROM job") }

        world.clock.advance(by: .minutes(20))
        try await world.tick()

        #expect(try await world.told() == ["paid 50.00 EUR course"])
        world.clock.advance(by: .days(91))
        try await world.tick()
        #expect(try await world.rows(of: "payment_event") == 0)
    }
}

extension World {
    fileprivate func send(_ payload: String, _ signature: String?) async throws -> TestResponse {
        try await anonymous.send(
            "POST",
            "/api/webhooks/stripe",
            bytes: Array(payload.utf8),
            type: "application/json",
            headers: signature.map { ["Stripe-Signature": $0] } ?? [:]
        )
    }
}
