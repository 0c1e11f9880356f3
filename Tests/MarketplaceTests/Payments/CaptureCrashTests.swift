import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// Captures at PayPal whose answer was lost, with both gateways configured.
@Suite struct CaptureCrashTests {
    @Test func `kill -9 between capture and commit: booked once, by the operation and by the webhook`()
        async throws
    {
        let (paid, paypal) = try await market()
        let job = try await paid.awarded()
        let (id, order) = try await opened(job, paid)
        try await paypal.act("approve/\(order)")
        // PayPal has captured, and nobody here has seen the answer.
        let fault = ["kind": "lose_answer", "times": "2", "on": "/v2/checkout/orders/\(order)/capture"]
        try await paypal.act("fault", fault)
        #expect(try await paid.step(id).problem == .paymentsUnavailable)
        #expect(try await paid.scene.state(of: job) == "awarded")

        try await paid.world.hear(paypal)
        for _ in 0..<3 {
            paid.world.clock.advance(by: .minutes(2))
            try await paid.world.tick()
        }
        try await paid.world.hear(paypal)

        #expect(try await paid.scene.state(of: job) == "funded")
        #expect(try await paid.lines("capture").count == 1)
        let open = try await paid.world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM charge_operation WHERE state = 'pending'", as: Int.self)
        }
        #expect(open == 0)
    }

    @Test func `while a capture is unknown the award does not lapse`() async throws {
        let (paid, paypal) = try await market()
        let job = try await paid.awarded()
        let (id, order) = try await opened(job, paid)
        try await paypal.act("approve/\(order)")
        try await paypal.act(
            "fault",
            ["kind": "down", "times": "50", "on": "/v2/checkout/orders/\(order)/capture"]
        )
        #expect(try await paid.step(id).problem == .paymentsUnavailable)

        paid.world.clock.advance(by: .minutes(31))
        try await paid.world.tick()

        #expect(try await paid.scene.state(of: job) == "awarded")
    }

    @Test func `a webhook with both signatures, or none: 400`() async throws {
        let (paid, paypal) = try await market()
        var hook = try await paypal.sign(#"{"id":"WH-1","event_type":"X"}"#)
        hook.headers["Stripe-Signature"] = StripeDouble.signature(of: hook.body, at: paid.world.clock.now)
        #expect(try await paid.world.hook(hook).problem == .webhookSignatureBad)
        hook.headers = [:]
        #expect(try await paid.world.hook(hook).problem == .webhookSignatureBad)
    }

    @Test func `a cancelled job's money goes back through its own gateway, which keeps its fee`() async throws
    {
        let (paid, paypal) = try await market()
        let job = try await paid.awarded()
        let (id, order) = try await opened(job, paid)
        try await paypal.act("approve/\(order)")
        #expect(try await paid.step(id)["state"] == "succeeded")
        #expect(try await paid.lines("provider_fee") == [["provider_fees": 480, "gateway:paypal": -480]])

        let answer = try await paid.world.as(.carl).delete("/api/v1/jobs/\(job)?reason=changed+my+mind")
        #expect(answer.status == 200, "\(answer)")
        try await paid.world.runJobs()
        try await paid.world.hear(paypal)

        #expect(try await paid.balances() == ["gateway:paypal": -480, "provider_fees": 480])
    }

    private func market() async throws -> (PaidScene, PayPalDouble) {
        let paypal = try PayPalDouble()
        return (try await PaidScene.open(also: paypal.gateway()), paypal)
    }

    private func opened(_ job: String, _ paid: PaidScene) async throws -> (payment: String, order: String) {
        let begun = try await paid.begin(job, by: .carl, ["gateway": "paypal"])
        guard let payment = begun.id else { throw TestFailure("no payment: \(begun)") }
        let step = try await paid.step(payment)
        guard step["state"] == "open" else { throw TestFailure("no page: \(step)") }
        return (payment, try await paid.charge(payment).reference ?? "")
    }
}
