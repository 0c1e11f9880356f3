import Kernel

/// Charges at Stripe without a page: a PaymentIntent for each, which the payer's client confirms with its secret.
package struct StripeIntents: ChargeGateway {
    package let name = "stripe"
    package let signatureHeader = "Stripe-Signature"
    package let publishableKey: String?
    private let stripe: StripeGateway
    private let charges: StripeCharges

    package init(_ settings: StripeGateway.Settings, http: HTTPCaller) {
        publishableKey = settings.publishableKey.isEmpty ? nil : settings.publishableKey
        stripe = StripeGateway(settings, http: http)
        charges = StripeCharges(settings, http: http)
    }

    package func keyLifetime(of command: ChargeCommand) -> Duration { charges.keyLifetime(of: command) }

    package func open(_ order: ChargeOrder, key: String) async throws(GatewayFailure) -> ChargePage {
        let answer = try await stripe.send(
            "POST",
            "/v1/payment_intents",
            form: Self.form(of: order),
            key: key
        )
        guard let reference = StripeReading.word(answer["id"]),
            let secret = answer["client_secret"]?.stringValue
        else { throw .incomprehensible("a payment intent without a secret") }
        return ChargePage(reference: reference, secret: secret)
    }

    /// Wallets pay with cards, so that the type `card` has both.
    private static func form(of order: ChargeOrder) -> [String] {
        let methods =
            order.methods == .immediate
            ? ["payment_method_types[0]", "card"] : ["automatic_payment_methods[enabled]", "true"]
        return [
            "amount", String(order.amount.amountMinor), "currency", order.amount.currency.code.lowercased(),
            "description", order.title, "metadata[portico_charge]", order.mark,
        ] + methods
    }

    /// An intent captures itself.
    package func capture(_ reference: String, key: String) async throws(GatewayFailure) -> ChargeSnapshot {
        guard let snapshot = try await read(reference) else {
            throw .refused(status: 404, code: "resource_missing")
        }
        return snapshot
    }

    /// Cancels the intent; one that is paid or waits for the money stays.
    package func close(_ reference: String) async throws(GatewayFailure) {
        let path = "/v1/payment_intents/\(StripeForm.escaped(reference))/cancel"
        do throws(GatewayFailure) {
            _ = try await stripe.send("POST", path, key: "cancel-\(reference)")
        } catch {
            guard case .refused = error else { throw error }
        }
    }

    package func read(_ reference: String) async throws(GatewayFailure) -> ChargeSnapshot? {
        let path =
            "/v1/payment_intents/\(StripeForm.escaped(reference))?expand[]=latest_charge.balance_transaction"
        guard let answer = try await stripe.find(path) else { return nil }
        var snapshot = try StripeReading.intent(answer)
        guard let payment = snapshot.payment else { return snapshot }
        snapshot.refunds = try await stripe.refunds(of: payment)
        if answer["latest_charge"]?["disputed"]?.boolValue == true {
            snapshot.chargebacks = try await stripe.chargebacks(of: payment)
        }
        return snapshot
    }

    package func mark(ofPayment payment: String) async throws(GatewayFailure) -> String? {
        try await charges.mark(ofPayment: payment)
    }

    package func refund(
        _ order: ChargeRefundOrder,
        key: String
    ) async throws(GatewayFailure) -> RefundSnapshot {
        try await charges.refund(order, key: key)
    }

    /// The intent is both the page and the payment; intents without our mark are of subscriptions.
    package func event(
        in body: [UInt8],
        headers: WebhookHeaders,
        at now: Instant
    ) async throws -> ChargeEvent {
        var event = try await charges.event(in: body, headers: headers, at: now)
        let isOfCharge = event.type.hasPrefix("payment_intent.") ? event.about?.mark != nil : true
        guard let about = event.about, isOfCharge, about.payment != nil else {
            event.about = nil
            return event
        }
        event.about?.reference = about.payment
        return event
    }
}

extension StripeReading {
    /// A payment intent with its last charge.
    static func intent(_ json: JSONValue) throws(GatewayFailure) -> ChargeSnapshot {
        guard let reference = word(json["id"]), let amount = money(json, "amount") else {
            throw .incomprehensible("a payment intent")
        }
        let error = json["last_payment_error"]
        let charge = json["latest_charge"]
        var snapshot = ChargeSnapshot(
            reference: reference,
            state: intentState(json["status"]?.stringValue, hasFailed: error?.objectValue != nil),
            amount: amount,
            mark: word(json["metadata"]?["portico_charge"]),
            failure: error?["decline_code"]?.stringValue ?? error?["code"]?.stringValue
        )
        guard snapshot.state == .paid else { return snapshot }
        guard let received = money(json, "amount_received") else {
            throw .incomprehensible("a paid intent without an amount")
        }
        snapshot.payment = reference
        snapshot.amount = received
        snapshot.fee = (charge?["balance_transaction"]).flatMap { money($0, "fee") }
        snapshot.paidAt = time(charge?["created"])
        snapshot.card = card(charge?["payment_method_details"]?["card"])
        return snapshot
    }

    private static func intentState(_ status: String?, hasFailed: Bool) -> ChargeSnapshot.State {
        switch status {
        case "succeeded": .paid
        case "processing", "requires_capture": .pending
        case "canceled": .closed
        default: hasFailed ? .failed : .open
        }
    }

    private static func card(_ json: JSONValue?) -> ChargeCard? {
        guard let json, let brand = json["brand"]?.stringValue, let last4 = json["last4"]?.stringValue else {
            return nil
        }
        return ChargeCard(
            brand: String(brand.prefix(30)),
            last4: String(last4.prefix(4)),
            country: json["country"]?.stringValue.map { String($0.prefix(2)) },
            fingerprint: json["fingerprint"]?.stringValue.map { String($0.prefix(64)) }
        )
    }
}
