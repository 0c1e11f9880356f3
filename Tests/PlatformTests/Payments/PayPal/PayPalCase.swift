import Kernel
import TestKit

@testable import Platform

/// Orders as a charge places them, at a double of PayPal.
struct PayPalCase {
    let double: PayPalDouble
    let gateway: PayPalGateway

    init() throws {
        double = try PayPalDouble()
        gateway = double.gateway()
    }

    func order(_ mark: String = "charge-1", invoice: String = "MK-1", cents: Int64 = 123_45) -> ChargeOrder {
        ChargeOrder(
            mark: mark,
            invoice: invoice,
            amount: Money(cents, .dollar),
            title: "Leaking tap",
            language: .english,
            returning: "https://app.example/paid",
            cancelling: "https://app.example/back",
            expiresAt: TestClock.start + .minutes(30)
        )
    }

    /// An order that the payer has approved.
    func approved(_ mark: String = "charge-1") async throws -> String {
        let page = try await gateway.open(order(mark, invoice: "MK-\(mark)"), key: "open-\(mark)")
        try await double.act("approve/\(page.reference)")
        return page.reference
    }

    /// The order and the capture of a charge that was paid.
    func paid(_ mark: String = "charge-1") async throws -> (order: String, payment: String) {
        let order = try await approved(mark)
        let snapshot = try await gateway.capture(order, key: "capture-\(mark)")
        guard let payment = snapshot.payment, snapshot.state == .paid else {
            throw TestFailure("not paid: \(snapshot)")
        }
        return (order, payment)
    }

    func refund(
        _ payment: String,
        _ cents: Int64,
        mark: String = "refund-1",
        key: String? = nil
    ) async throws(GatewayFailure) -> RefundSnapshot {
        let order = ChargeRefundOrder(payment: payment, amount: Money(cents, .dollar), mark: mark)
        return try await gateway.refund(order, key: key ?? mark)
    }
}
