import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ChargeInboxTests {
    private static let payload =
        #"{"id":"evt_1","type":"checkout.session.completed","created":1,"data":{"object":{"object":"checkout.session","id":"cs_1"}}}"#

    @Test func `a webhook needs exactly one signature, and the right one`() async throws {
        let stripe = try StripeDouble()
        let world = try await aTill([stripe.charges, Other()])
        let now = world.clock.now
        let good = StripeDouble.signature(of: Self.payload, at: now)

        #expect(try await world.send([:]).problem == .webhookSignatureBad)
        #expect(
            try await world.send(["Stripe-Signature": good, "Other-Signature": "x"]).problem
                == .webhookSignatureBad
        )
        let forged = StripeDouble.signature(of: Self.payload, at: now, secret: "whsec_other")
        #expect(try await world.send(["Stripe-Signature": forged]).problem == .webhookSignatureBad)
        let old = StripeDouble.signature(of: Self.payload, at: now - .minutes(6))
        #expect(try await world.send(["Stripe-Signature": old]).problem == .webhookSignatureBad)
        #expect(try await world.rows(of: "charge_event") == 0)
        #expect(try await world.send(["Stripe-Signature": good]).status == 200)
        #expect(try await world.rows(of: "charge_event") == 1)
    }

    @Test func `60 wrong signatures a minute from an address, and correct ones without limit`() async throws {
        let stripe = try StripeDouble()
        let world = try await aTill([stripe.charges])
        let wrong = ["Stripe-Signature": "t=1,v1=00"]

        var statuses: [Int] = []
        for _ in 0..<62 { statuses.append(try await world.send(wrong).status) }

        #expect(statuses.prefix(60).allSatisfy { $0 == 400 })
        #expect(statuses.suffix(1) == [429])
        #expect(try await world.send(wrong).header("Retry-After") != nil)
        let (signatures, now) = (world.site.badSignatures, world.clock.now)
        #expect(signatures.isSuspect("127.0.0.1", at: now) != signatures.isSuspect("192.0.2.1", at: now))
        #expect(try await world.hook(Self.payload, at: "/payments/webhook").status == 200)
    }

    @Test func `a webhook of more than a megabyte is refused`() async throws {
        let stripe = try StripeDouble()
        let world = try await aTill([stripe.charges])
        let long = "{\"id\":\"" + String(repeating: "x", count: Charges.largestEvent) + "\"}"

        #expect(try await world.hook(long, at: "/payments/webhook").status == 413)
    }

    @Test func `events of another merchant, and of nobody's money, change nothing`() async throws {
        let till = try await OpenTill.open()
        let foreign =
            #"{"id":"evt_9","type":"checkout.session.completed","created":1,"account":"acct_2","data":{"object":{"object":"checkout.session","id":"\#(till.page)"}}}"#
        let unknown =
            #"{"id":"evt_8","type":"charge.refunded","created":1,"data":{"object":{"object":"charge","id":"ch_1","payment_intent":"pi_unknown"}}}"#
        let other =
            #"{"id":"evt_7","type":"customer.created","created":1,"data":{"object":{"object":"customer","id":"cus_1"}}}"#

        for payload in [foreign, unknown, other] {
            #expect(try await till.world.hook(payload, at: "/payments/webhook").status == 200)
        }
        try await till.world.runJobs()

        let states = try await till.world.db.read { tx in
            try tx.values(
                "SELECT event_id || ' ' || state FROM charge_event ORDER BY event_id",
                as: String.self
            )
        }
        #expect(states == ["evt_7 ignored", "evt_8 unmatched", "evt_9 ignored"])
        #expect(try await till.charge.state == .open)
    }

    @Test func `what has lost its job is taken up again, and forgotten later`() async throws {
        let till = try await OpenTill.open()
        try await till.stripe.act("complete/\(till.page)")
        for payload in try await till.stripe.events() {
            try await till.world.hook(payload, at: "/payments/webhook")
        }
        try await till.world.db.write { tx in try tx.execute("DELETE FROM job") }

        till.world.clock.advance(by: .minutes(20))
        try await till.world.tick()
        #expect(try await till.charge.state == .succeeded)

        till.world.clock.advance(by: .days(91))
        try await till.world.tick()
        #expect(try await till.world.rows(of: "charge_event") == 0)
        #expect(try await till.world.rows(of: "charge_operation") == 0)
    }

    @Test func `a process that dies between the capture and the commit books once`() async throws {
        let stripe = try StripeDouble()
        let world = try await aTill([stripe.charges])
        let id = try #require(try await world.as(.giulia).post("/api/charges/12345").id)
        // The page is open at Stripe, and nobody here has seen the answer.
        try await stripe.act("fault", ["kind": "lose_answer", "times": "2", "on": "POST+/v1/checkout"])
        #expect(try await world.as(.giulia).post("/api/steps/\(id)").problem == .paymentsUnavailable)
        let charge = try #require(ID<Charge>(id))
        #expect(try await world.charge(charge).state == .created)

        for _ in 0..<3 {
            world.clock.advance(by: .minutes(2))
            try await world.runJobs()
        }
        let page = try #require(try await world.charge(charge).reference)
        #expect(try await stripe.keys(of: "/v1/checkout/sessions").count == 1)
        try await stripe.act("complete/\(page)")
        try await world.hearCharges(stripe)

        #expect(try await world.tillCalls().filter { $0.hasPrefix("paid") }.count == 1)
    }
}

/// A second gateway, of which only the signature matters.
private struct Other: ChargeGateway {
    let name = "other"
    let signatureHeader = "Other-Signature"

    func keyLifetime(of command: ChargeCommand) -> Duration { .hours(1) }
    func open(_ order: ChargeOrder, key: String) async throws(GatewayFailure) -> ChargePage {
        throw .notConfigured
    }
    func capture(_ reference: String, key: String) async throws(GatewayFailure) -> ChargeSnapshot {
        throw .notConfigured
    }
    func close(_ reference: String) async throws(GatewayFailure) {}
    func read(_ reference: String) async throws(GatewayFailure) -> ChargeSnapshot? { nil }
    func mark(ofPayment payment: String) async throws(GatewayFailure) -> String? { nil }
    func refund(_ order: ChargeRefundOrder, key: String) async throws(GatewayFailure) -> RefundSnapshot {
        throw .notConfigured
    }
    func event(in body: [UInt8], headers: WebhookHeaders, at now: Instant) async throws -> ChargeEvent {
        throw WebhookRefused(reason: "nobody signs here")
    }
}

extension World {
    fileprivate func send(_ headers: [String: String]) async throws -> TestResponse {
        let payload =
            #"{"id":"evt_1","type":"checkout.session.completed","created":1,"data":{"object":{"object":"checkout.session","id":"cs_1"}}}"#
        return try await anonymous.send(
            "POST",
            "/api/payments/webhook",
            bytes: Array(payload.utf8),
            type: "application/json",
            headers: headers
        )
    }
}
