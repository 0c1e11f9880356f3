import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// Payments through PayPal, with a double that is as strict as PayPal.
@Suite struct PayPalPaymentTests {
    @Test func `the customer approves at PayPal, and the next step captures: the job is funded`() async throws
    {
        let paid = try await PayPalScene.open()
        let job = try await paid.scene.awarded(12_345)
        let (payment, order) = try await paid.opened(job)
        let before = try await paid.step(payment)

        try await paid.paypal.act("approve/\(order)")
        let after = try await paid.step(payment)
        let again = try await paid.step(payment)
        try await paid.world.hear(paid.paypal)

        #expect(before["state"] == "open" && before["url"] != nil, "\(before)")
        #expect(after["state"] == "succeeded" && again["state"] == "succeeded", "\(after)")
        #expect(try await paid.scene.state(of: job) == "funded")
        // The fee is PayPal's, read from the capture.
        #expect(
            try await paid.balances() == [
                "gateway:paypal": 12_345 - 480, "escrow": -12_345, "provider_fees": 480,
            ]
        )
    }

    @Test func `an approval alone takes no money, and an order that lapses is left as it is`() async throws {
        let paid = try await PayPalScene.open()
        let job = try await paid.scene.awarded(12_345)
        let (payment, order) = try await paid.opened(job)
        try await paid.paypal.act("approve/\(order)")
        try await paid.world.hear(paid.paypal)
        let approved = try await paid.scene.state(of: job)

        paid.world.clock.advance(by: .minutes(31))
        for _ in 0..<3 { try await paid.world.tick() }
        let late = try await paid.step(payment)

        #expect(approved == "awarded")
        #expect(try await paid.scene.state(of: job) == "open", "no other quote is left")
        #expect(late.problem == .illegalTransition, "\(late)")
        #expect(try await paid.balances().isEmpty)
        let captures = try await paid.paypal.requests().filter {
            $0["path"]?.stringValue?.hasSuffix("/capture") == true
        }
        #expect(captures.isEmpty)
    }

    @Test func `a declined instrument answers 402, and another one pays`() async throws {
        let paid = try await PayPalScene.open()
        let job = try await paid.scene.awarded(12_345)
        let (payment, order) = try await paid.opened(job)
        try await paid.paypal.act("approve/\(order)")
        try await paid.paypal.act("config", ["decline": "\"INSTRUMENT_DECLINED\""])

        let declined = try await paid.step(payment)
        try await paid.paypal.act("approve/\(order)")
        let captured = try await paid.step(payment)

        #expect(declined.status == 402 && declined.problem == .paymentDeclined, "\(declined)")
        #expect(captured["state"] == "succeeded", "\(captured)")
        #expect(try await paid.scene.state(of: job) == "funded")
    }

    @Test func `a pending capture extends the award to 72 hours, and funds the job when the money comes`()
        async throws
    {
        let paid = try await PayPalScene.open()
        let job = try await paid.scene.awarded(12_345)
        let (payment, order) = try await paid.opened(job)
        try await paid.paypal.act("config", ["capture": "\"PENDING\""])
        try await paid.paypal.act("approve/\(order)")
        let pending = try await paid.step(payment)
        paid.world.clock.advance(by: .hours(48))
        for _ in 0..<3 { try await paid.world.tick() }
        let waiting = try await paid.scene.state(of: job)

        let capture = try await paid.capture(of: payment)
        try await paid.paypal.act("settle/\(capture)")
        try await paid.world.hear(paid.paypal)

        #expect(pending["state"] == "open", "\(pending)")
        #expect(waiting == "awarded")
        #expect(try await paid.scene.state(of: job) == "funded")
        #expect(try await paid.balances()["escrow"] == -12_345)
    }

    @Test func `money of another amount or mark goes back`() async throws {
        for wrong in [["capture_amount": "\"100.00\""], ["capture_custom_id": "\"somebody-else\""]] {
            let paid = try await PayPalScene.open()
            let job = try await paid.scene.awarded(12_345)
            let (payment, order) = try await paid.opened(job)
            try await paid.paypal.act("config", wrong)
            try await paid.paypal.act("approve/\(order)")

            _ = try await paid.step(payment)
            for _ in 0..<3 {
                try await paid.world.tick()
                try await paid.world.hear(paid.paypal)
            }

            #expect(try await paid.scene.state(of: job) == "awarded", "\(wrong)")
            let refunds = try await paid.paypal.requests().filter {
                $0["path"]?.stringValue?.hasSuffix("/refund") == true
            }
            #expect(refunds.count == 1, "\(wrong): \(refunds)")
            #expect(try await paid.balances()["escrow"] == nil)
        }
    }

    @Test func `a refund is made once although its answer was lost`() async throws {
        let paid = try await PayPalScene.open()
        let job = try await paid.scene.awarded(12_345)
        _ = try await paid.funded(job)
        try await paid.paypal.act("fault", ["kind": "break_answer", "on": "/v2/payments/"])

        let cancelled = try await paid.world.as(.carl).delete("/api/v1/jobs/\(job)?reason=changed+my+mind")
        for _ in 0..<6 {
            paid.world.clock.advance(by: .minutes(2))
            try await paid.world.tick()
            try await paid.world.hear(paid.paypal)
        }

        #expect(cancelled.status == 200, "\(cancelled)")
        // PayPal keeps its fee.
        #expect(try await paid.balances() == ["gateway:paypal": -480, "provider_fees": 480])
    }

    @Test func `50 same webhooks of PayPal at once: 1 booking`() async throws {
        let paid = try await PayPalScene.open()
        let job = try await paid.scene.awarded(12_345)
        _ = try await paid.funded(job)
        let webhook = try #require(try await paid.paypal.events().last)

        let answers = try await paid.world.atOnce(50) { _ in try await paid.world.hook(webhook) }
        try await paid.world.runJobs()

        #expect(answers.statuses == [200: 50], "\(answers.statuses)")
        #expect(try await paid.balances()["escrow"] == -12_345)
    }

    @Test func `a forged webhook, one without a signature, and one with two`() async throws {
        let paid = try await PayPalScene.open()
        let job = try await paid.scene.awarded(12_345)
        _ = try await paid.funded(job)
        let good = try #require(try await paid.paypal.events().last)
        var other = good
        other.body = good.body.replacing("COMPLETED", with: "DENIED")
        var both = good
        both.headers["Stripe-Signature"] = "t=1,v1=00"
        var none = good
        for name in good.headers.keys where name.lowercased().hasPrefix("paypal") { none.headers[name] = nil }

        for webhook in [other, both, none] {
            let answer = try await paid.world.hook(webhook)
            #expect(answer.status == 400 && answer.problem == .webhookSignatureBad, "\(answer)")
        }
    }

    @Test func `a webhook that cannot be verified now is repeated by PayPal, and then taken`() async throws {
        let paid = try await PayPalScene.open()
        let job = try await paid.scene.awarded(12_345)
        let (_, order) = try await paid.opened(job)
        try await paid.paypal.act("approve/\(order)")
        let webhook = try #require(try await paid.paypal.events().last)
        for on in ["/v1/notifications/certs/", "/v1/notifications/verify"] {
            try await paid.paypal.act("fault", ["kind": "down", "on": on])
        }

        let first = try await paid.world.hook(webhook)
        let second = try await paid.world.hook(webhook)

        #expect(first.status == 503 && first.problem == .paymentsUnavailable, "\(first)")
        #expect(second.status == 200, "\(second)")
    }
}

/// A market whose payments go through the double of PayPal.
struct PayPalScene: Sendable {
    let scene: MarketScene
    let paypal: PayPalDouble

    var world: World { scene.world }

    static func open() async throws -> PayPalScene {
        let paypal = try PayPalDouble()
        let key = StripeGateway.Settings(key: "sk_test_0000", webhookSecrets: [StripeDouble.secret])
        let stripe = StripeCharges(key, http: HTTPCaller(threads: 1))
        let scene = try await MarketScene.open { $0.gateways = Gateways([stripe, paypal.gateway()]) }
        return PayPalScene(scene: scene, paypal: paypal)
    }

    func step(_ payment: String) async throws -> TestResponse {
        try await world.as(.carl).post("/api/v1/payments/process", ["payment_id": .string(payment)])
    }

    /// A payment whose order waits at PayPal.
    func opened(_ job: String) async throws -> (payment: String, order: String) {
        var body = PaidScene.pages
        body["job_id"] = .string(job)
        body["gateway"] = "paypal"
        let begun = try await world.as(.carl).post("/api/v1/payments", .object(body))
        guard let payment = begun.id else { throw TestFailure("no payment: \(begun)") }
        let step = try await step(payment)
        guard step["state"] == "open", let url = step["url"]?.stringValue else {
            throw TestFailure("no page: \(step)")
        }
        return (payment, String(url.split(separator: "=").last ?? ""))
    }

    /// A payment that was captured.
    func funded(_ job: String) async throws -> String {
        let (payment, order) = try await opened(job)
        try await paypal.act("approve/\(order)")
        let step = try await step(payment)
        try await world.hear(paypal)
        guard try await scene.state(of: job) == "funded" else { throw TestFailure("not funded: \(step)") }
        return payment
    }

    /// PayPal's identifier of the capture, once it is known here.
    func capture(of payment: String) async throws -> String {
        let events = try await paypal.events()
        let bodies = try events.map { try JSONValue(parsing: Array($0.body.utf8)) }
        let captures = bodies.filter {
            $0["resource_type"] == "capture" && $0["resource"]?["custom_id"]?.stringValue == payment
        }
        guard let id = captures.last?["resource"]?["id"]?.stringValue else { throw TestFailure("no capture") }
        return id
    }

    func balances() async throws -> [String: Int64] {
        let balances = try await world.db.read { tx in try Ledger.balances(tx) }
        let pairs = balances.filter { $0.balance.amountMinor != 0 }.map {
            ($0.account, $0.balance.amountMinor)
        }
        return Dictionary(pairs) { $0 + $1 }
    }
}
