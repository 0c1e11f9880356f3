import Kernel

/// Reads PayPal's disputes about a payment; a mere inquiry moves no money and is no chargeback.
enum PayPalDisputes {
    /// The disputes in a list that hold money, or held it.
    static func holdingMoney(_ list: JSONValue) throws(GatewayFailure) -> [JSONValue] {
        guard let items = list["items"]?.arrayValue else { throw .incomprehensible("no list of disputes") }
        return items.filter { $0["dispute_life_cycle_stage"]?.stringValue != "INQUIRY" }
    }

    static func isResolved(_ dispute: JSONValue) -> Bool { dispute["status"]?.stringValue == "RESOLVED" }

    static func chargeback(_ dispute: JSONValue) throws(GatewayFailure) -> ChargebackSnapshot {
        guard let id = dispute["dispute_id"]?.stringValue,
            let amount = PayPalAmount.read(dispute["dispute_amount"]),
            let created = PayPalReading.time(dispute["create_time"])
        else { throw .incomprehensible("a dispute") }
        return ChargebackSnapshot(id: id, amount: amount, state: state(of: dispute), createdAt: created)
    }

    /// A dispute with any other outcome is still open.
    private static func state(of dispute: JSONValue) -> Chargeback.State {
        guard isResolved(dispute) else { return .opened }
        switch dispute["dispute_outcome"]?["outcome_code"]?.stringValue {
        case "RESOLVED_BUYER_FAVOUR", "ACCEPTED": return .lost
        // With a payout PayPal itself compensates the buyer. None: closed undecided, because of another about the same payment.
        case "RESOLVED_SELLER_FAVOUR", "RESOLVED_WITH_PAYOUT", "CANCELED_BY_BUYER", "DENIED", "NONE":
            return .won
        default: return .opened
        }
    }
}
