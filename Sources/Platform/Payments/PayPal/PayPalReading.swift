import Kernel

/// Reads PayPal's JSON: an order with its captures and refunds, refunds, and disputes.
enum PayPalReading {
    /// The page for the payer in a new order.
    static func page(_ json: JSONValue) throws(GatewayFailure) -> ChargePage {
        let links = json["links"]?.arrayValue ?? []
        let address = ["payer-action", "approve"].lazy
            .compactMap { rel in links.first { $0["rel"]?.stringValue == rel }?["href"]?.stringValue }
            .first
        guard let id = json["id"]?.stringValue, let address else {
            throw .incomprehensible("an order without a page")
        }
        return ChargePage(reference: id, url: address)
    }

    /// An order: what happened to the money is in its captures, whatever its own status says.
    static func order(
        _ json: JSONValue,
        chargebacks: [ChargebackSnapshot] = []
    ) throws(GatewayFailure) -> ChargeSnapshot {
        let unit = json["purchase_units"]?[0]
        guard let id = json["id"]?.stringValue, let unit, let ordered = PayPalAmount.read(unit["amount"])
        else {
            throw .incomprehensible("an order")
        }
        let capture = capture(of: json)
        var snapshot = ChargeSnapshot(
            reference: id,
            state: state(of: json["status"]?.stringValue, capture),
            amount: ordered,
            mark: unit["custom_id"]?.stringValue,
            chargebacks: chargebacks
        )
        guard let capture else { return snapshot }
        guard let captured = PayPalAmount.read(capture["amount"]) else {
            throw .incomprehensible("a capture")
        }
        snapshot.amount = captured
        snapshot.mark = capture["custom_id"]?.stringValue ?? snapshot.mark
        snapshot.payment = capture["id"]?.stringValue
        snapshot.fee = PayPalAmount.read(capture["seller_receivable_breakdown"]?["paypal_fee"])
        snapshot.failure = snapshot.state == .failed ? reason(of: capture) : nil
        snapshot.paidAt = snapshot.state == .paid ? time(capture["create_time"]) : nil
        for refund in unit["payments"]?["refunds"]?.arrayValue ?? [] {
            snapshot.refunds.append(try self.refund(refund))
        }
        snapshot.refunds.sort { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        return snapshot
    }

    /// The capture that counts: one with money, else the last that failed.
    static func capture(of order: JSONValue) -> JSONValue? {
        let captures = order["purchase_units"]?[0]?["payments"]?["captures"]?.arrayValue ?? []
        return captures.first { moneyStates[$0["status"]?.stringValue ?? ""] != nil } ?? captures.last
    }

    private static let moneyStates: [String: ChargeSnapshot.State] = [
        "COMPLETED": .paid, "PARTIALLY_REFUNDED": .paid, "REFUNDED": .paid, "PENDING": .pending,
    ]

    private static func state(of order: String?, _ capture: JSONValue?) -> ChargeSnapshot.State {
        if let capture { return moneyStates[capture["status"]?.stringValue ?? ""] ?? .failed }
        switch order {
        case "APPROVED": return .approved
        // Completed, and no capture can be seen yet: no money has arrived.
        case "COMPLETED": return .pending
        case "VOIDED": return .closed
        default: return .open
        }
    }

    private static func reason(of capture: JSONValue) -> String {
        let code = capture["processor_response"]?["response_code"] ?? capture["status_details"]?["reason"]
        return String(
            (code?.stringValue ?? capture["status"]?.stringValue ?? "failed").lowercased().prefix(100)
        )
    }

    static func refund(_ json: JSONValue) throws(GatewayFailure) -> RefundSnapshot {
        guard let id = json["id"]?.stringValue, let amount = PayPalAmount.read(json["amount"]),
            let status = json["status"]?.stringValue, let created = time(json["create_time"])
        else { throw .incomprehensible("a refund") }
        return RefundSnapshot(
            id: id,
            mark: json["custom_id"]?.stringValue,
            amount: amount,
            status: status == "COMPLETED" ? .succeeded : status == "PENDING" ? .pending : .failed,
            failure: json["status_details"]?["reason"]?.stringValue?.lowercased(),
            createdAt: created
        )
    }

    static func time(_ json: JSONValue?) -> Instant? {
        json?.stringValue.flatMap { Instant($0) }
    }

    /// The failure in the answer to a refused request.
    static func failure(_ answer: HTTPCaller.Answer, _ json: JSONValue) -> GatewayFailure {
        let issue = json["details"]?[0]?["issue"]?.stringValue ?? json["name"]?.stringValue
        let word = String((issue ?? "unnamed").prefix(100))
        switch answer.status {
        case 422 where declines.contains(word): return .declined(code: word.lowercased())
        case 409, 429:
            let seconds = answer.header("retry-after").flatMap { Int($0) }
            return .busy(retryAfter: seconds.map { min(max(1, $0), 300) })
        case 400..<500: return .refused(status: answer.status, code: word)
        default: return .unknown("status \(answer.status)")
        }
    }

    /// The refusals of the payer's bank or of PayPal's own checks.
    private static let declines: Set = [
        "INSTRUMENT_DECLINED", "PAYER_CANNOT_PAY", "TRANSACTION_REFUSED", "PAYER_ACCOUNT_RESTRICTED",
        "PAYER_ACCOUNT_LOCKED_OR_CLOSED", "CARD_EXPIRED", "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED",
    ]
}
