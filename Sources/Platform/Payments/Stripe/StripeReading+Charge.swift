import Kernel

extension StripeReading {
    /// A checkout session with its payment.
    static func charge(_ json: JSONValue) throws(GatewayFailure) -> ChargeSnapshot {
        guard let reference = word(json["id"]), let amount = money(json, "amount_total") else {
            throw .incomprehensible("a checkout session")
        }
        let intent = json["payment_intent"]
        let state = state(of: json)
        let charge = intent?["latest_charge"]
        let error = intent?["last_payment_error"]
        var snapshot = ChargeSnapshot(
            reference: reference,
            state: state,
            amount: amount,
            mark: json["client_reference_id"]?.stringValue,
            failure: error?["decline_code"]?.stringValue ?? error?["code"]?.stringValue
        )
        guard state == .paid, let intent else { return snapshot }
        guard let payment = name(intent), let received = money(intent, "amount_received") else {
            throw .incomprehensible("a payment intent")
        }
        snapshot.payment = payment
        snapshot.amount = received
        snapshot.fee = (charge?["balance_transaction"]).flatMap { money($0, "fee") }
        snapshot.paidAt = time(charge?["created"])
        return snapshot
    }

    private static func state(of session: JSONValue) -> ChargeSnapshot.State {
        let hasFailed = session["payment_intent"]?["last_payment_error"]?.objectValue != nil
        switch (session["status"]?.stringValue, session["payment_status"]?.stringValue) {
        case ("expired", _): return .closed
        case ("complete", "paid"), ("complete", "no_payment_required"): return .paid
        // Some methods tell days later whether the money has come.
        case ("complete", _): return hasFailed ? .closed : .pending
        default: return hasFailed ? .failed : .open
        }
    }

    static func isDisputed(_ session: JSONValue) -> Bool {
        session["payment_intent"]?["latest_charge"]?["disputed"]?.boolValue ?? false
    }

    /// Nil for an inquiry, which moves no money.
    static func chargeback(_ json: JSONValue) throws(GatewayFailure) -> ChargebackSnapshot? {
        guard let id = word(json["id"]), let amount = money(json, "amount"),
            let status = json["status"]?.stringValue, let created = time(json["created"])
        else { throw .incomprehensible("a dispute") }
        let state: Chargeback.State
        switch status {
        case "won": state = .won
        case "lost": state = .lost
        case _ where status.hasPrefix("warning_"), "prevented": return nil
        default: state = .opened
        }
        return ChargebackSnapshot(id: id, amount: amount, state: state, createdAt: created)
    }

    /// The names by which the charge of an event is found; nil for an event that means nothing for charges.
    static func about(_ event: ProviderEvent, in body: JSONValue) -> ChargeEvent.About? {
        let object = body["data"]?["object"]
        var about = ChargeEvent.About(
            payment: event.object.payment,
            mark: word(object?["metadata"]?["portico_charge"])
        )
        switch event.type {
        case "checkout.session.completed", "checkout.session.expired",
            "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed":
            about.reference = event.object.id
            about.mark = about.mark ?? word(object?["client_reference_id"])
        case "payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.canceled",
            "payment_intent.processing",
            "charge.refunded", "charge.refund.updated", "refund.created", "refund.updated", "refund.failed",
            "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed",
            "charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated":
            break
        default: return nil
        }
        return about
    }
}
