import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct IntentTests {
    /// A charge of 123.45 whose intent is open.
    private func opened() async throws -> (StripeDouble, World, Charge) {
        let stripe = try StripeDouble()
        let world = try await aTill([stripe.intents])
        let made = try await world.as(.giulia).post("/api/charges/12345")
        let id = try #require(made.id.flatMap { ID<Charge>($0) })
        #expect(try await world.as(.giulia).post("/api/steps/\(id)")["state"] == "open")
        return (stripe, world, try await world.charge(id))
    }

    private func reference(_ charge: Charge) throws -> String { try #require(charge.reference) }

    @Test func `an intent is opened with its mark and every means of payment, once`() async throws {
        let (stripe, world, charge) = try await opened()
        _ = try await world.as(.giulia).post("/api/steps/\(charge.id)")

        let requests = try await stripe.requests().filter { $0["path"] == "/v1/payment_intents" }

        #expect(requests.count == 1)
        let body = try #require(requests.first?["body"]?.stringValue)
        #expect(body.contains("amount=12345&currency=usd"))
        #expect(body.contains("metadata[portico_charge]=\(charge.id)"))
        #expect(body.contains("automatic_payment_methods[enabled]=true"))
        let secret = try #require(try charge.secret(at: world.site))
        #expect(secret.hasPrefix("\(try reference(charge))_secret_"))
        #expect(charge.url == nil)
    }

    @Test func `the secret is sealed in the database; an older plain one works until its charge ends`()
        async throws
    {
        let (stripe, world, charge) = try await opened()
        let secret = try #require(try charge.secret(at: world.site))
        let stored = {
            try await world.db.read { tx in
                (
                    plain: try tx.value("SELECT secret FROM charge", as: String.self),
                    sealed: try tx.value("SELECT sealed_secret FROM charge", as: [UInt8].self)
                )
            }
        }
        let now = try await stored()
        #expect(now.plain == nil)
        #expect(!String(decoding: try #require(now.sealed), as: UTF8.self).contains("_secret_"))

        try await world.db.write { tx in
            try tx.execute("UPDATE charge SET secret = \(secret), sealed_secret = NULL")
        }
        try await stripe.act("confirm/\(reference(charge))", ["declines": "true"])
        try await world.hearCharges(stripe)
        #expect(try await world.as(.giulia).post("/api/steps/\(charge.id)")["state"] == "open")
        #expect(try await world.charge(charge.id).secret(at: world.site) == secret)
        try await stripe.act("confirm/\(reference(charge))")
        try await world.hearCharges(stripe)
        let ended = try await stored()
        #expect(ended.plain == nil && ended.sealed == nil)
    }

    @Test func `the payment names its card, and the secret is forgotten`() async throws {
        let (stripe, world, charge) = try await opened()

        try await stripe.act("confirm/\(reference(charge))", ["country": "DE", "fingerprint": "f1"])
        try await world.hearCharges(stripe)

        let paid = try await world.charge(charge.id)
        #expect(paid.state == .succeeded)
        #expect(paid.card == ChargeCard(brand: "visa", last4: "4242", country: "DE", fingerprint: "f1"))
        #expect(try paid.secret(at: world.site) == nil)
        #expect(try await world.tillCalls() == ["paid 123.45 USD", "fee 2.10 USD"])
    }

    @Test func `a declined attempt keeps the intent, and a slow one waits`() async throws {
        let (stripe, world, charge) = try await opened()
        try await stripe.act("confirm/\(reference(charge))", ["declines": "true"])
        try await world.hearCharges(stripe)
        #expect(try await world.charge(charge.id).failure == "insufficient_funds")

        #expect(try await world.as(.giulia).post("/api/steps/\(charge.id)")["state"] == "open")
        try await stripe.act("confirm/\(reference(charge))", ["later": "true"])
        try await world.hearCharges(stripe)
        #expect(try await world.charge(charge.id).pendingSince != nil)
        try await stripe.act("arrive/\(reference(charge))")
        try await world.hearCharges(stripe)

        #expect(try await world.charge(charge.id).state == .succeeded)
    }

    @Test func `a given up charge cancels its intent; a paid one cannot be cancelled and goes back`()
        async throws
    {
        let (stripe, world, charge) = try await opened()
        try await stripe.act("confirm/\(reference(charge))")
        _ = try await world.as(.giulia).post("/api/ends/\(charge.id)")
        try await world.runJobs()
        try await world.hearCharges(stripe)

        let ended = try await world.charge(charge.id)
        #expect(ended.state == .cancelled && ended.isStray)
        #expect(ended.refunded == 12_345)

        let (other, second, open) = try await opened()
        _ = try await second.as(.giulia).post("/api/ends/\(open.id)")
        try await second.runJobs()
        await #expect(throws: TestFailure.self) { try await other.act("confirm/\(reference(open))") }
    }

    @Test func `an event before the answer that names the intent is applied all the same`() async throws {
        let stripe = try StripeDouble()
        let world = try await aTill([stripe.intents])
        let id = try #require(
            try await world.as(.giulia).post("/api/charges/12345").id.flatMap { ID<Charge>($0) }
        )
        try await stripe.act("fault", ["kind": "lose_answer", "on": "POST /v1/payment_intents"])
        #expect(try await world.as(.giulia).post("/api/steps/\(id)").status == 503)
        let event = try JSONValue(parsing: Array(try #require(try await stripe.events().first).utf8))
        let intent = try #require(event["data"]?["object"]?["id"]?.stringValue)
        try await stripe.act("confirm/\(intent)")

        try await world.hearCharges(stripe)

        #expect(try await world.charge(id).state == .succeeded)
        world.clock.advance(by: .minutes(2))
        try await world.runJobs()
        #expect(try await world.charge(id).secret(at: world.site) == nil)
    }

    @Test func `a dispute is read with the intent`() async throws {
        let (stripe, world, charge) = try await opened()
        try await stripe.act("confirm/\(reference(charge))")
        try await world.hearCharges(stripe)

        let made = try await stripe.act("dispute/\(reference(charge))")
        try await world.hearCharges(stripe)
        #expect(try await world.charge(charge.id).contested == 12_345)
        try await stripe.act("close_dispute/\(try #require(made["id"]?.stringValue))", ["status": "lost"])
        try await world.hearCharges(stripe)

        #expect(try await world.tillCalls().suffix(2) == ["contested 123.45 USD", "lost"])
    }

    @Test func `intents of subscriptions are nobody's here`() async throws {
        let stripe = try StripeDouble()
        let world = try await aTill([stripe.intents])
        let payload = """
            {"id":"evt_x","type":"payment_intent.succeeded","created":\(TestClock.start.seconds),"livemode":false,
             "data":{"object":{"id":"pi_9","object":"payment_intent","metadata":{}}}}
            """

        #expect(try await world.hook(payload, at: "/payments/webhook").status == 200)
        try await world.runJobs()

        #expect(try await stripe.requests().isEmpty)
    }
}
