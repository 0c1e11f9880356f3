import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct PayPalOrderTests {
    @Test func `an order is opened, approved and captured, with the fee that PayPal keeps`() async throws {
        let paypal = try PayPalCase()

        let page = try await paypal.gateway.open(paypal.order(), key: "open")
        let opened = try #require(try await paypal.gateway.read(page.reference))
        try await paypal.double.act("approve/\(page.reference)")
        let approved = try #require(try await paypal.gateway.read(page.reference))
        let captured = try await paypal.gateway.capture(page.reference, key: "capture")

        #expect(page.url == "https://www.paypal.test/checkoutnow?token=\(page.reference)")
        #expect(opened.state == .open && opened.amount == Money(123_45, .dollar) && opened.mark == "charge-1")
        #expect(approved.state == .approved && approved.payment == nil)
        #expect(captured.state == .paid && captured.amount == Money(123_45, .dollar))
        #expect(captured.fee == Money(4_80, .dollar) && captured.mark == "charge-1")
        #expect(
            captured.paidAt == TestClock.start && captured.refunds.isEmpty && captured.chargebacks.isEmpty
        )
        let payment = try #require(captured.payment)
        #expect(try await paypal.gateway.mark(ofPayment: payment) == "charge-1")
        #expect(try await paypal.gateway.mark(ofPayment: "NONE") == nil)
    }

    @Test func `an order asks to pay now, without shipping, by our number and with our identifier`()
        async throws
    {
        let paypal = try PayPalCase()

        _ = try await paypal.gateway.open(paypal.order(), key: "open")

        let request = try #require(try await paypal.double.requests().first)
        let body = try JSONValue(parsing: Array((request["body"]?.stringValue ?? "").utf8))
        let context = body["payment_source"]?["paypal"]?["experience_context"]
        #expect(request["path"] == "/v2/checkout/orders" && request["key"] == "open")
        #expect(body["intent"] == "CAPTURE")
        #expect(
            body["purchase_units"]?[0] == [
                "custom_id": "charge-1", "invoice_id": "MK-1", "description": "Leaking tap",
                "amount": ["currency_code": "USD", "value": "123.45"],
            ]
        )
        #expect(context?["user_action"] == "PAY_NOW" && context?["shipping_preference"] == "NO_SHIPPING")
        #expect(context?["payment_method_preference"] == "IMMEDIATE_PAYMENT_REQUIRED")
        #expect(context?["return_url"] == "https://app.example/paid")
        #expect(context?["cancel_url"] == "https://app.example/back")
    }

    @Test func `the page is at the link approve where there is no payer-action`() async throws {
        let paypal = try PayPalCase()
        try await paypal.double.act("config", ["links": "\"approve\""])

        let page = try await paypal.gateway.open(paypal.order(), key: "open")

        #expect(page.url?.hasSuffix("token=\(page.reference)") == true)
    }

    @Test func `a completed order is not paid while its capture is pending, or when it is declined`()
        async throws
    {
        let paypal = try PayPalCase()
        try await paypal.double.act("config", ["capture": "\"PENDING\""])
        let first = try await paypal.approved("a")
        let pending = try await paypal.gateway.capture(first, key: "a")
        try await paypal.double.act("settle/\(pending.payment ?? "")")
        let settled = try #require(try await paypal.gateway.read(first))
        let second = try await paypal.approved("b")
        let waiting = try await paypal.gateway.capture(second, key: "b")
        try await paypal.double.act("deny/\(waiting.payment ?? "")")
        let denied = try #require(try await paypal.gateway.read(second))
        try await paypal.double.act("config", ["capture": "\"DECLINED\""])
        let declined = try await paypal.gateway.capture(try await paypal.approved("c"), key: "c")

        #expect(pending.state == .pending && pending.fee == nil && pending.paidAt == nil)
        #expect(settled.state == .paid && settled.fee != nil)
        #expect(denied.state == .failed && denied.failure == "declined_by_risk_fraud_filters")
        #expect(declined.state == .failed)
    }

    @Test func `an order that was captured already is read`() async throws {
        let paypal = try PayPalCase()
        let order = try await paypal.approved()

        let first = try await paypal.gateway.capture(order, key: "one")
        let again = try await paypal.gateway.capture(order, key: "one")
        let other = try await paypal.gateway.capture(order, key: "another")

        #expect(first.state == .paid && again == first && other == first)
    }

    @Test func `of twenty who capture at once one does, and all see the same payment`() async throws {
        let paypal = try PayPalCase()
        let order = try await paypal.approved()

        let payments = try await withThrowingTaskGroup(of: String?.self) { group in
            for index in 0..<20 {
                group.addTask { try await paypal.gateway.capture(order, key: "key-\(index)").payment }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }

        #expect(payments.count == 1 && payments.first != .some(nil))
    }

    @Test func `an order that nobody approved is open after an attempt to capture it`() async throws {
        let paypal = try PayPalCase()
        let page = try await paypal.gateway.open(paypal.order(), key: "open")

        #expect(try await paypal.gateway.capture(page.reference, key: "capture").state == .open)
        try await paypal.gateway.close(page.reference)
        #expect(try await paypal.gateway.read(page.reference)?.state == .open)
        #expect(try await paypal.gateway.read("NO-SUCH-ORDER") == nil)
    }

    @Test func `a declined instrument takes nothing, and another one can pay`() async throws {
        let paypal = try PayPalCase()
        let order = try await paypal.approved()
        try await paypal.double.act("config", ["decline": "\"INSTRUMENT_DECLINED\""])

        await #expect(throws: GatewayFailure.declined(code: "instrument_declined")) {
            try await paypal.gateway.capture(order, key: "one")
        }
        try await paypal.double.act("approve/\(order)")
        #expect(try await paypal.gateway.capture(order, key: "two").state == .paid)
    }

    @Test func `another amount, currency or identifier than ours is seen in the snapshot`() async throws {
        let paypal = try PayPalCase()
        let order = try await paypal.approved()
        try await paypal.double.act(
            "config",
            [
                "capture_amount": "\"1.00\"", "capture_currency": "\"EUR\"",
                "capture_custom_id": "\"of-another\"",
            ]
        )

        let captured = try await paypal.gateway.capture(order, key: "capture")

        #expect(
            captured.state == .paid && captured.amount == Money(1_00, .euro) && captured.mark == "of-another"
        )
    }

    @Test func `an answer that was lost is found again with the same key`() async throws {
        let paypal = try PayPalCase()
        try await paypal.double.act("fault", ["kind": "break_answer"])

        await #expect(throws: GatewayFailure.self) {
            try await paypal.gateway.open(paypal.order(), key: "open")
        }
        let page = try await paypal.gateway.open(paypal.order(), key: "open")
        try await paypal.double.act("approve/\(page.reference)")
        try await paypal.double.act(
            "fault",
            ["kind": "break_answer", "on": "/v2/checkout/orders/\(page.reference)/"]
        )
        await #expect(throws: GatewayFailure.self) {
            try await paypal.gateway.capture(page.reference, key: "capture")
        }

        #expect(try await paypal.gateway.capture(page.reference, key: "capture").state == .paid)
        #expect(try await paypal.double.requests().filter { $0["path"] == "/v2/checkout/orders" }.count == 2)
    }

    @Test(arguments: [
        ("down", GatewayFailure.unknown("status 503")), ("busy", .busy(retryAfter: 7)),
        ("break_answer", .unknown("status 500")), ("garbage", .incomprehensible("200, and no JSON")),
    ])
    func `a fault of PayPal's`(_ kind: String, _ failure: GatewayFailure) async throws {
        let paypal = try PayPalCase()
        try await paypal.double.act("fault", ["kind": kind])

        await #expect(throws: failure) { try await paypal.gateway.open(paypal.order(), key: "open") }
    }

    @Test func `a key lives as long as PayPal says`() throws {
        let gateway = PayPalGateway(
            .init(clientID: "a", secret: "b", webhookID: "c", world: .live),
            http: HTTPCaller(threads: 1),
            now: { TestClock.start }
        )

        #expect(
            ChargeCommand.allCases.map { gateway.keyLifetime(of: $0) } == [.hours(6), .hours(6), .days(45)]
        )
    }
}
