import Kernel

/// Reads PayPal's disputes about a payment; a mere inquiry moves no money and is no chargeback.
enum PayPalDisputes {
    static func all(in list: JSONValue) throws(GatewayFailure) -> [JSONValue] {
        guard let items = list["items"]?.arrayValue else { throw .incomprehensible("no list of disputes") }
        return items
    }

    /// Whether the dispute holds money, or held it.
    static func holdsMoney(_ dispute: JSONValue) -> Bool {
        dispute["dispute_life_cycle_stage"]?.stringValue != "INQUIRY"
    }

    static func isResolved(_ dispute: JSONValue) -> Bool { dispute["status"]?.stringValue == "RESOLVED" }

    /// A dispute among all about the same payment that hold money.
    static func chargeback(
        _ dispute: JSONValue,
        among all: [JSONValue]
    ) throws(GatewayFailure) -> ChargebackSnapshot {
        guard let id = dispute["dispute_id"]?.stringValue,
            let amount = PayPalAmount.read(dispute["dispute_amount"]),
            let created = PayPalReading.time(dispute["create_time"])
        else { throw .incomprehensible("a dispute") }
        let isFollowed = all.contains { PayPalReading.time($0["create_time"]).map { $0 > created } ?? false }
        let state = state(of: dispute, isFollowed: isFollowed)
        return ChargebackSnapshot(id: id, amount: amount, state: state, createdAt: created)
    }

    /// Wins and losses are those of PayPal's own table (https://developer.paypal.com/docs/disputes/faq/).
    ///
    /// `NONE` is neither: a later dispute about the payment has replaced this one, which ends without a loss once the later
    /// one is known. Until then it is open, as with an outcome that is not in the table.
    private static func state(of dispute: JSONValue, isFollowed: Bool) -> Chargeback.State {
        guard isResolved(dispute) else { return .opened }
        switch dispute["dispute_outcome"]?["outcome_code"]?.stringValue {
        case "RESOLVED_BUYER_FAVOUR", "ACCEPTED": return .lost
        case "RESOLVED_SELLER_FAVOUR", "RESOLVED_WITH_PAYOUT", "CANCELED_BY_BUYER", "DENIED": return .won
        case "NONE" where isFollowed: return .won
        default: return .opened
        }
    }
}
