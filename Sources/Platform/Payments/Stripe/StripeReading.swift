import Kernel

/// Reads Stripe's JSON in both of its shapes.
///
/// Since 2025-03-31 the period of a subscription is in its items, and an invoice names its subscription under `parent`.
enum StripeReading {
    static func subscription(_ json: JSONValue) throws(GatewayFailure) -> SubscriptionSnapshot {
        let item = json["items"]?["data"]?[0]
        guard let id = json["id"]?.stringValue, let customer = name(json["customer"]),
            let item, let itemID = item["id"]?.stringValue,
            let status = json["status"]?.stringValue.flatMap(Subscription.Status.init(rawValue:)),
            let start = time(json["current_period_start"]) ?? time(item["current_period_start"]),
            let end = time(json["current_period_end"]) ?? time(item["current_period_end"])
        else { throw .incomprehensible("a subscription") }
        return SubscriptionSnapshot(
            id: id,
            customer: customer,
            item: itemID,
            price: name(item["price"]) ?? name(item["plan"]) ?? "",
            planKey: json["metadata"]?["portico_plan"]?.stringValue,
            status: status,
            periodStart: start,
            periodEnd: max(start, end),
            trialEnd: time(json["trial_end"]),
            cancelAtPeriodEnd: json["cancel_at_period_end"]?.boolValue ?? false,
            canceledAt: time(json["canceled_at"]),
            endedAt: time(json["ended_at"]),
            startedAt: time(json["start_date"]) ?? time(json["created"]) ?? start
        )
    }

    static func payment(_ json: JSONValue) throws(GatewayFailure) -> PaymentSnapshot {
        guard let id = json["id"]?.stringValue, let amount = money(json, "amount"),
            let created = time(json["created"])
        else { throw .incomprehensible("a payment intent") }
        let charge = json["latest_charge"]
        let balance = charge?["balance_transaction"]
        let error = json["last_payment_error"]
        return PaymentSnapshot(
            id: id,
            customer: name(json["customer"]),
            invoice: name(json["invoice"]),
            charge: name(charge),
            purpose: json["metadata"]?["portico_plan"]?.stringValue,
            amount: amount,
            fee: balance.flatMap { money($0, "fee") },
            status: status(of: json["status"]?.stringValue, hasFailed: error?.objectValue != nil),
            failure: error?["decline_code"]?.stringValue ?? error?["code"]?.stringValue,
            createdAt: created,
            paidAt: time(charge?["created"])
        )
    }

    private static func status(of word: String?, hasFailed: Bool) -> Payment.Status {
        switch word {
        case "succeeded": .succeeded
        case "canceled": .canceled
        case "requires_payment_method" where hasFailed: .failed
        default: .pending
        }
    }

    static func refund(_ json: JSONValue) throws(GatewayFailure) -> RefundSnapshot {
        guard let id = json["id"]?.stringValue, let amount = money(json, "amount"),
            let created = time(json["created"])
        else { throw .incomprehensible("a refund") }
        return RefundSnapshot(
            id: id,
            mark: json["metadata"]?["portico_refund"]?.stringValue,
            amount: amount,
            status: Refund.status(json["status"]?.stringValue),
            failure: json["failure_reason"]?.stringValue,
            createdAt: created
        )
    }

    static func invoice(_ json: JSONValue) throws(GatewayFailure) -> InvoiceSnapshot {
        guard let id = json["id"]?.stringValue, let customer = name(json["customer"]),
            let amount = money(json, "total"), let created = time(json["created"]),
            let status = json["status"]?.stringValue.flatMap(ProviderInvoice.Status.init(rawValue:))
        else { throw .incomprehensible("an invoice") }
        // The invoice's own period looks back; its lines have the paid period.
        let lines = json["lines"]?["data"]?.arrayValue ?? []
        let period = lines.last?["period"]
        return InvoiceSnapshot(
            id: id,
            customer: customer,
            subscription: subscription(of: json),
            payment: name(json["payment_intent"])
                ?? name(json["payments"]?["data"]?[0]?["payment"]?["payment_intent"]),
            status: status,
            reason: json["billing_reason"]?.stringValue ?? "",
            amount: Money(max(0, amount.amountMinor), amount.currency),
            periodStart: time(period?["start"]) ?? time(json["period_start"]) ?? created,
            periodEnd: time(period?["end"]) ?? time(json["period_end"]) ?? created,
            attempts: Int(json["attempt_count"]?.integerValue ?? 0),
            createdAt: created,
            paidAt: time(json["status_transitions"]?["paid_at"])
        )
    }

    private static func subscription(of invoice: JSONValue) -> String? {
        name(invoice["subscription"]) ?? name(invoice["parent"]?["subscription_details"]?["subscription"])
    }

    static func checkout(_ json: JSONValue) throws(GatewayFailure) -> CheckoutSnapshot {
        guard let id = json["id"]?.stringValue else { throw .incomprehensible("a checkout session") }
        return CheckoutSnapshot(
            id: id,
            customer: name(json["customer"]),
            subscription: name(json["subscription"]),
            payment: name(json["payment_intent"]),
            isComplete: json["status"]?.stringValue == "complete"
        )
    }

    static func customer(_ json: JSONValue) throws(GatewayFailure) -> CustomerSnapshot {
        guard let id = json["id"]?.stringValue else { throw .incomprehensible("a customer") }
        return CustomerSnapshot(
            id: id,
            account: json["metadata"]?["portico_account"]?.stringValue.flatMap { ID<Account>($0) },
            site: json["metadata"]?["portico_site"]?.stringValue
        )
    }

    /// The failure in the answer to a refused request.
    static func failure(_ answer: HTTPCaller.Answer, _ json: JSONValue) -> GatewayFailure {
        let error = json["error"]
        let code =
            error?["decline_code"]?.stringValue ?? error?["code"]?.stringValue ?? error?["type"]?.stringValue
        let word = String((code ?? "unnamed").prefix(100))
        switch answer.status {
        case 402: return .declined(code: word)
        case 409, 429:
            let seconds = answer.header("retry-after").flatMap { Int($0) }
            return .busy(retryAfter: seconds.map { min(max(1, $0), 300) })
        case 400..<500: return .refused(status: answer.status, code: word)
        default: return .unknown("status \(answer.status)")
        }
    }

    static func time(_ json: JSONValue?) -> Instant? {
        guard let seconds = json?.integerValue, (0...253_402_300_799).contains(seconds) else { return nil }
        return Instant(seconds: seconds)
    }

    /// The identifier of an object that is named or included as a whole.
    static func name(_ json: JSONValue?) -> String? {
        json?.stringValue ?? json?["id"]?.stringValue
    }

    static func money(_ json: JSONValue, _ member: String) -> Money? {
        guard let amount = json[member]?.integerValue,
            let currency = json["currency"]?.stringValue.flatMap(Currency.init(rawValue:))
        else { return nil }
        return Money(amount, currency)
    }
}
