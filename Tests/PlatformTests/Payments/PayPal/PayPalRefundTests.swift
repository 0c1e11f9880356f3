import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct PayPalRefundTests {
    @Test func `a refund is found again by its identifier in the order`() async throws {
        let paypal = try PayPalCase()
        let (order, payment) = try await paypal.paid()

        let refund = try await paypal.refund(payment, 50_00)
        try await paypal.double.act("refund/\(payment)", ["amount": "1000"])

        let refunds = try #require(try await paypal.gateway.read(order)).refunds
        #expect(refund.status == .succeeded && refund.amount == Money(50_00, .dollar))
        #expect(refunds.first { $0.mark == "refund-1" } == refund)
        #expect(refunds.filter { $0.mark == nil }.map(\.amount) == [Money(10_00, .dollar)], "made at PayPal")
    }

    @Test func `the same key gives one refund, and its answer may be lost`() async throws {
        let paypal = try PayPalCase()
        let (order, payment) = try await paypal.paid()
        try await paypal.double.act("fault", ["kind": "break_answer", "on": "/v2/payments/"])

        await #expect(throws: GatewayFailure.self) { try await paypal.refund(payment, 50_00) }
        let again = try await paypal.refund(payment, 50_00)
        let later = try await paypal.refund(payment, 50_00)

        #expect(again == later)
        #expect(try await paypal.gateway.read(order)?.refunds.count == 1)
    }

    @Test func `a pending refund comes to an end, or fails`() async throws {
        let paypal = try PayPalCase()
        let (order, payment) = try await paypal.paid()
        try await paypal.double.act("config", ["refund": "\"PENDING\""])

        let first = try await paypal.refund(payment, 10_00, mark: "a")
        let second = try await paypal.refund(payment, 20_00, mark: "b")
        try await paypal.double.act("finish/\(first.id)")
        try await paypal.double.act("bounce/\(second.id)")

        #expect(first.status == .pending && second.status == .pending)
        let refunds = try #require(try await paypal.gateway.read(order)).refunds
        #expect(refunds.first { $0.mark == "a" }?.status == .succeeded)
        #expect(refunds.first { $0.mark == "b" }?.status == .failed)
        #expect(refunds.first { $0.mark == "b" }?.failure == "echeck")
    }

    @Test func `more than is left is refused for good`() async throws {
        let paypal = try PayPalCase()
        let (_, payment) = try await paypal.paid()
        _ = try await paypal.refund(payment, 100_00, mark: "a")

        await #expect(throws: GatewayFailure.refused(status: 422, code: "REFUND_AMOUNT_EXCEEDED")) {
            try await paypal.refund(payment, 23_46, mark: "b")
        }
        _ = try await paypal.refund(payment, 23_45, mark: "c")
        await #expect(throws: GatewayFailure.refused(status: 422, code: "CAPTURE_FULLY_REFUNDED")) {
            try await paypal.refund(payment, 1, mark: "d")
        }
    }

    @Test func `a dispute that holds money is a chargeback, until it is won or lost`() async throws {
        let paypal = try PayPalCase()
        let outcomes = [
            ("RESOLVED_SELLER_FAVOUR", Chargeback.State.won), ("RESOLVED_WITH_PAYOUT", .won),
            ("CANCELED_BY_BUYER", .won), ("DENIED", .won), ("RESOLVED_BUYER_FAVOUR", .lost),
            ("ACCEPTED", .lost),
        ]
        for (index, (outcome, state)) in outcomes.enumerated() {
            let (order, payment) = try await paypal.paid("charge-\(index)")
            try await paypal.double.act("dispute/\(payment)", ["stage": "INQUIRY"])
            #expect(try await paypal.gateway.read(order)?.chargebacks.isEmpty == true)

            let dispute = try await paypal.double.act("dispute/\(payment)")
            let id = try #require(dispute["dispute_id"]?.stringValue)
            let opened = try #require(try await paypal.gateway.read(order))
            try await paypal.double.act("resolve/\(id)", ["outcome": outcome])
            let resolved = try #require(try await paypal.gateway.read(order))

            #expect(opened.state == .paid && opened.chargebacks.map(\.state) == [.opened])
            #expect(opened.chargebacks.map(\.amount) == [Money(123_45, .dollar)])
            #expect(
                resolved.chargebacks.map(\.id) == [id] && resolved.chargebacks.map(\.state) == [state],
                "\(outcome)"
            )
        }
    }

    @Test func `NONE is neither won nor lost: it is open until another dispute replaces it`() async throws {
        let paypal = try PayPalCase()
        let (order, payment) = try await paypal.paid()
        let first = try #require(
            try await paypal.double.act("dispute/\(payment)")["dispute_id"]?.stringValue
        )
        try await paypal.double.act("resolve/\(first)", ["outcome": "NONE"])
        #expect(try await paypal.gateway.read(order)?.chargebacks.map(\.state) == [.opened])

        // An inquiry replaces nothing: it holds no money.
        try await paypal.double.act("config", ["now": String(TestClock.start.seconds + 1)])
        try await paypal.double.act("dispute/\(payment)", ["stage": "INQUIRY"])
        #expect(try await paypal.gateway.read(order)?.chargebacks.map(\.state) == [.opened])

        try await paypal.double.act("config", ["now": String(TestClock.start.seconds + 2)])
        let second = try await paypal.double.act("dispute/\(payment)")["dispute_id"]?.stringValue
        let chargebacks = try #require(try await paypal.gateway.read(order)).chargebacks

        #expect(chargebacks.map(\.id) == [first, second])
        #expect(chargebacks.map(\.state) == [.won, .opened])
    }
}
