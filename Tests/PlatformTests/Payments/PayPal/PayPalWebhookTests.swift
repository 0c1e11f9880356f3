import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct PayPalWebhookTests {
    private let body =
        #"{"id":"WH-1","create_time":"2026-11-21T09:00:00Z","event_type":"PAYMENT.CAPTURE.COMPLETED","resource":"#
        + #"{"id":"CAP1","custom_id":"charge-1","supplementary_data":{"related_ids":{"order_id":"ORDER1"}},"note":"é ü"}}"#

    private func headers(_ webhook: PayPalDouble.Webhook) -> WebhookHeaders {
        WebhookHeaders(webhook.headers.map { ($0.key, $0.value) })
    }

    private func hear(
        _ webhook: PayPalDouble.Webhook,
        at gateway: PayPalGateway,
        now: Instant = TestClock.start
    ) async throws -> ChargeEvent {
        try await gateway.event(in: Array(webhook.body.utf8), headers: headers(webhook), at: now)
    }

    @Test func `a signed webhook says what must be read again`() async throws {
        let paypal = try PayPalCase()

        let event = try await hear(try await paypal.double.sign(body), at: paypal.gateway)

        #expect(event.id == "WH-1" && event.type == "PAYMENT.CAPTURE.COMPLETED")
        #expect(event.createdAt == TestClock.start && !event.isForeign)
        #expect(event.about == .init(reference: "ORDER1", payment: "CAP1", mark: "charge-1"))
        #expect(
            !(try await paypal.double.requests().contains {
                $0["path"]?.stringValue?.contains("verify") == true
            })
        )
    }

    @Test func `every event of a payment, its refund and its dispute leads to the charge`() async throws {
        let paypal = try PayPalCase()
        let (order, payment) = try await paypal.paid()
        let refund = try await paypal.refund(payment, 1_00)
        try await paypal.double.act("bounce/\(refund.id)")
        let dispute = try await paypal.double.act("dispute/\(payment)")
        try await paypal.double.act(
            "resolve/\(dispute["dispute_id"]?.stringValue ?? "")",
            ["outcome": "ACCEPTED"]
        )

        var heard: [String] = []
        for webhook in try await paypal.double.events() {
            let event = try await hear(webhook, at: paypal.gateway)
            heard.append(event.type)
            let about = try #require(event.about, "\(event)")
            #expect(
                about.reference == order || about.payment == payment || about.mark == "charge-1",
                "\(event)"
            )
            #expect(about.mark == nil || about.mark == "charge-1", "not the identifier of a refund")
        }
        #expect(
            heard == [
                "CHECKOUT.ORDER.APPROVED", "PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.REFUNDED",
                "PAYMENT.REFUND.FAILED", "CUSTOMER.DISPUTE.CREATED", "CUSTOMER.DISPUTE.RESOLVED",
            ]
        )
    }

    @Test func `an event that means nothing here is about nothing`() async throws {
        let paypal = try PayPalCase()
        let other = body.replacing("PAYMENT.CAPTURE.COMPLETED", with: "CATALOG.PRODUCT.CREATED")

        #expect(try await hear(try await paypal.double.sign(other), at: paypal.gateway).about == nil)
    }

    @Test func `a forged webhook: another body, time, identifier or webhook`() async throws {
        let paypal = try PayPalCase()
        let good = try await paypal.double.sign(body)

        var forged: [PayPalDouble.Webhook] = [try await paypal.double.sign(body, webhook: "ANOTHERWEBHOOK1")]
        forged.append(.init(body: body.replacing("CAP1", with: "CAP2"), headers: good.headers))
        forged.append(.init(body: body + " ", headers: good.headers))
        for (name, value) in [
            ("Paypal-Transmission-Id", "another"), ("Paypal-Transmission-Time", "2026-11-21T09:00:01Z"),
            ("Paypal-Transmission-Sig", "bm90aGluZw=="), ("Paypal-Transmission-Sig", "***"),
        ] {
            forged.append(.init(body: body, headers: good.headers.merging([name: value]) { $1 }))
        }

        for webhook in forged {
            await #expect(throws: WebhookRefused(reason: "a wrong signature"), "\(webhook)") {
                try await hear(webhook, at: paypal.gateway)
            }
        }
    }

    @Test func `headers are checked before anything is fetched`() async throws {
        let paypal = try PayPalCase()
        let good = try await paypal.double.sign(body)
        let wrong: [(String, String?)] = [
            ("Paypal-Auth-Algo", "SHA1withRSA"), ("Paypal-Auth-Algo", nil), ("Paypal-Transmission-Id", nil),
            ("Paypal-Transmission-Id", "a|b"), ("Paypal-Transmission-Time", "yesterday"),
            ("Paypal-Transmission-Sig", nil),
            ("Paypal-Transmission-Sig", String(repeating: "A", count: 1_001)),
            ("Paypal-Cert-Url", nil),
            ("Paypal-Cert-Url", "https://evil.example/v1/notifications/certs/CERT-good"),
            ("Paypal-Cert-Url", "\(paypal.double.root)/v1/notifications/certs/../CERT-good"),
        ]

        for (name, value) in wrong {
            var webhook = good
            webhook.headers[name] = value
            await #expect(throws: WebhookRefused.self, "\(name) \(value ?? "missing")") {
                try await hear(webhook, at: paypal.gateway)
            }
        }
        await #expect(throws: WebhookRefused(reason: "no event")) {
            try await hear(.init(body: "no JSON", headers: good.headers), at: paypal.gateway)
        }
        #expect(try await paypal.double.fetches() == 0)
        #expect(try await paypal.double.requests().isEmpty)
    }

    @Test
    func
        `many bad signatures: nothing is fetched, and a known certificate still proves`()
        async throws
    {
        let paypal = try PayPalCase()
        let good = try await paypal.double.sign(body)
        let suspect = WebhookHeaders(good.headers.map { ($0.key, $0.value) }, isSuspect: true)

        await #expect(throws: WebhookRefused.self) {
            try await paypal.gateway.event(in: Array(good.body.utf8), headers: suspect, at: TestClock.start)
        }
        let fetched = try await paypal.double.fetches()
        _ = try await hear(good, at: paypal.gateway)
        let event = try await paypal.gateway.event(
            in: Array(good.body.utf8),
            headers: suspect,
            at: TestClock.start
        )

        #expect(fetched == 0)
        #expect(event.id == "WH-1")
        #expect(try await paypal.double.fetches() == 1)
        #expect(try await paypal.double.requests().isEmpty)
    }

    @Test func `PayPal is asked when its certificate cannot be fetched, with the body as it came`()
        async throws
    {
        let paypal = try PayPalCase()
        let spaced = body.replacing(#","resource""#, with: " ,\n  \"resource\"")
        let good = try await paypal.double.sign(spaced)
        try await paypal.double.act(
            "fault",
            ["kind": "down", "on": "/v1/notifications/certs/", "times": "3"]
        )

        #expect(try await hear(good, at: paypal.gateway).id == "WH-1")
        await #expect(throws: WebhookRefused(reason: "a wrong signature")) {
            try await hear(.init(body: spaced + " ", headers: good.headers), at: paypal.gateway)
        }
        try await paypal.double.act("fault", ["kind": "down", "on": "/v1/notifications/verify"])
        await #expect(throws: GatewayFailure.unknown("status 503"), "PayPal repeats the event") {
            try await hear(good, at: paypal.gateway)
        }
    }

    @Test func `fifty webhooks at once fetch a certificate once, and again after a day`() async throws {
        let paypal = try PayPalCase()
        let good = try await paypal.double.sign(body)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = try await hear(good, at: paypal.gateway) } }
            try await group.waitForAll()
        }
        let first = try await paypal.double.fetches()
        _ = try await hear(good, at: paypal.gateway, now: TestClock.start + .hours(24) - .seconds(1))
        let day = try await paypal.double.fetches()
        _ = try await hear(good, at: paypal.gateway, now: TestClock.start + .hours(24))

        #expect(first == 1 && day == 1)
        #expect(try await paypal.double.fetches() == 2)
    }
}
