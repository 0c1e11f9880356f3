import Kernel

/// PayPal, over its REST API: an order is the page of a charge, and its capture the payment.
package struct PayPalGateway: ChargeGateway {
    package let name = "paypal"
    package let signatureHeader = PayPalTransmission.signatureHeader
    let settings: Settings
    let client: PayPalClient
    let certificates: PayPalCertificates

    package struct Settings: Sendable, Equatable {
        package var clientID: String
        package var secret: String
        /// PayPal's identifier of the webhook, which is part of what it signs.
        package var webhookID: String
        package var world: PayPalWorld

        package init(clientID: String, secret: String, webhookID: String, world: PayPalWorld) {
            self.clientID = clientID
            self.secret = secret
            self.webhookID = webhookID
            self.world = world
        }
    }

    package init(_ settings: Settings, http: HTTPCaller, now: @escaping @Sendable () -> Instant) {
        self.settings = settings
        client = PayPalClient(settings, http: http, now: now)
        certificates = PayPalCertificates(settings.world, http: http)
    }

    /// `PayPal-Request-Id` lives for six hours with orders and captures, and for 45 days with refunds.
    package func keyLifetime(of command: ChargeCommand) -> Duration {
        switch command {
        case .open, .capture: .hours(6)
        case .refund: .days(45)
        }
    }

    package func open(_ order: ChargeOrder, key: String) async throws(GatewayFailure) -> ChargePage {
        try PayPalReading.page(
            try await client.post("/v2/checkout/orders", PayPalCommands.order(order), key: key)
        )
    }

    /// Answers with the present state also when another request captured it, or the payer has yet to approve.
    package func capture(_ reference: String, key: String) async throws(GatewayFailure) -> ChargeSnapshot {
        do throws(GatewayFailure) {
            _ = try await client.post("\(path(of: reference))/capture", [:], key: key)
        } catch .refused(status: 422, code: let issue) where Self.readable.contains(issue) {
        }
        // The answer to a capture lacks refunds and may be a replay of an old one.
        guard let snapshot = try await read(reference) else {
            throw .incomprehensible("an order that is gone")
        }
        return snapshot
    }

    private static let readable: Set = [
        "ORDER_ALREADY_CAPTURED", "ORDER_NOT_APPROVED", "PAYER_ACTION_REQUIRED", "ORDER_EXPIRED",
        "ORDER_VOIDED",
    ]

    /// An order cannot be closed, and need not be: only we capture.
    package func close(_ reference: String) async throws(GatewayFailure) {}

    package func read(_ reference: String) async throws(GatewayFailure) -> ChargeSnapshot? {
        guard let order = try await client.find(path(of: reference)) else { return nil }
        guard let payment = PayPalReading.capture(of: order)?["id"]?.stringValue else {
            return try PayPalReading.order(order)
        }
        return try PayPalReading.order(order, chargebacks: try await chargebacks(of: payment))
    }

    private func chargebacks(of payment: String) async throws(GatewayFailure) -> [ChargebackSnapshot] {
        let list = try await client.find(
            "/v1/customer/disputes?disputed_transaction_id=\(StripeForm.escaped(payment))&page_size=50"
        )
        let disputes = try PayPalDisputes.all(in: list ?? ["items": []]).filter(PayPalDisputes.holdsMoney)
        var snapshots: [ChargebackSnapshot] = []
        for dispute in disputes {
            snapshots.append(try PayPalDisputes.chargeback(try await whole(dispute), among: disputes))
        }
        return snapshots.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// A list does not say who won.
    private func whole(_ dispute: JSONValue) async throws(GatewayFailure) -> JSONValue {
        guard PayPalDisputes.isResolved(dispute), let id = dispute["dispute_id"]?.stringValue else {
            return dispute
        }
        return try await client.find("/v1/customer/disputes/\(StripeForm.escaped(id))") ?? dispute
    }

    package func mark(ofPayment payment: String) async throws(GatewayFailure) -> String? {
        try await client.find("/v2/payments/captures/\(StripeForm.escaped(payment))")?["custom_id"]?
            .stringValue
    }

    package func refund(
        _ order: ChargeRefundOrder,
        key: String
    ) async throws(GatewayFailure) -> RefundSnapshot {
        let path = "/v2/payments/captures/\(StripeForm.escaped(order.payment))/refund"
        return try PayPalReading.refund(try await client.post(path, PayPalCommands.refund(order), key: key))
    }

    private func path(of order: String) -> String { "/v2/checkout/orders/\(StripeForm.escaped(order))" }
}
