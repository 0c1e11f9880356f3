import Kernel

/// Charges at Stripe: a Checkout Session in the mode `payment` for each page, whose payments capture themselves.
package struct StripeCharges: ChargeGateway {
    package let name = "stripe"
    package let signatureHeader = "Stripe-Signature"
    /// Stripe demands half an hour; the rest is the way to it.
    package let shortestPage = Duration.minutes(31)
    private let stripe: StripeGateway

    package init(_ settings: StripeGateway.Settings, http: HTTPCaller) {
        stripe = StripeGateway(settings, http: http)
    }

    /// Stripe keeps keys for at least 24 hours.
    package func keyLifetime(of command: ChargeCommand) -> Duration { .hours(20) }

    package func open(_ order: ChargeOrder, key: String) async throws(GatewayFailure) -> ChargePage {
        let form = Self.form(of: order)
        let answer = try await stripe.send("POST", "/v1/checkout/sessions", form: form, key: key)
        guard let reference = StripeReading.word(answer["id"]), let url = answer["url"]?.stringValue else {
            throw .incomprehensible("a checkout session without an address")
        }
        return ChargePage(reference: reference, url: url)
    }

    private static func form(of order: ChargeOrder) -> [String] {
        let item = "line_items[0][price_data]"
        return [
            "mode", "payment", "client_reference_id", order.mark, "metadata[portico_charge]", order.mark,
            "payment_intent_data[metadata][portico_charge]", order.mark,
            "\(item)[currency]", order.amount.currency.code.lowercased(),
            "\(item)[unit_amount]", String(order.amount.amountMinor),
            "\(item)[product_data][name]", order.title, "line_items[0][quantity]", "1",
            "success_url", order.returning, "cancel_url", order.cancelling,
            "expires_at", String(order.expiresAt.seconds), "locale", order.language.tag,
        ]
    }

    /// The payment has captured itself, or has not been made.
    package func capture(_ reference: String, key: String) async throws(GatewayFailure) -> ChargeSnapshot {
        guard let snapshot = try await read(reference) else {
            throw .refused(status: 404, code: "resource_missing")
        }
        return snapshot
    }

    package func close(_ reference: String) async throws(GatewayFailure) {
        let path = "/v1/checkout/sessions/\(StripeForm.escaped(reference))/expire"
        do throws(GatewayFailure) {
            _ = try await stripe.send("POST", path, key: "expire-\(reference)")
        } catch {
            // The page is paid or closed already.
            guard case .refused = error else { throw error }
        }
    }

    package func read(_ reference: String) async throws(GatewayFailure) -> ChargeSnapshot? {
        let session = "/v1/checkout/sessions/\(StripeForm.escaped(reference))"
        let path = "\(session)?expand[]=payment_intent.latest_charge.balance_transaction"
        guard let answer = try await stripe.find(path) else { return nil }
        var snapshot = try StripeReading.charge(answer)
        guard let payment = snapshot.payment else { return snapshot }
        snapshot.refunds = try await stripe.refunds(of: payment)
        if StripeReading.isDisputed(answer) {
            snapshot.chargebacks = try await stripe.chargebacks(of: payment)
        }
        return snapshot
    }

    package func mark(ofPayment payment: String) async throws(GatewayFailure) -> String? {
        let path = "/v1/payment_intents/\(StripeForm.escaped(payment))"
        return try await stripe.find(path)?["metadata"]?["portico_charge"]?.stringValue
    }

    package func refund(
        _ order: ChargeRefundOrder,
        key: String
    ) async throws(GatewayFailure) -> RefundSnapshot {
        let form = [
            "payment_intent", order.payment, "amount", String(order.amount.amountMinor),
            "metadata[portico_refund]", order.mark,
        ]
        return try StripeReading.refund(try await stripe.send("POST", "/v1/refunds", form: form, key: key))
    }

    package func event(
        in body: [UInt8],
        headers: WebhookHeaders,
        at now: Instant
    ) async throws -> ChargeEvent {
        let event = try stripe.event(in: body, signature: headers[signatureHeader] ?? "", at: now)
        return ChargeEvent(
            id: event.id,
            type: event.type,
            createdAt: event.createdAt,
            about: try StripeReading.about(event, in: JSONValue(parsing: body)),
            isForeign: event.isForeign
        )
    }
}
