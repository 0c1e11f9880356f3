import Kernel
import Platform
import Store

/// A numbered, closed account of a company up to a day: all entries since the previous one, and the closing balance.
///
/// Its entries and sums never change; errors are corrected by entries of the next settlement.
struct Settlement: Sendable {
    let id: ID<Settlement>
    let number: Int
    let company: ID<Company>
    let from: CivilDate
    let to: CivilDate
    let sums: Sums
    let status: Status
    var statusReason: Reason?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int
    let companyName: Name

    typealias Reason = Line<1, 500>

    /// Opening balance, movements and number of orders of a settlement.
    struct Sums: Codable, Sendable {
        /// Number of orders delivered.
        var orders: Int
        /// Price of the goods less returns, in Iraqi dinars.
        var goods: Int64
        /// The platform's share less returns, in Iraqi dinars.
        var commission: Int64
        /// Delivery fees less refunds, in Iraqi dinars; they are not due to the company.
        var deliveryFees: Int64
        /// Amount owed to the company before the settlement, in Iraqi dinars.
        var opening: Int64
        /// Earned with deliveries after commission, in Iraqi dinars.
        var earned: Int64
        /// Effect of returns, in Iraqi dinars; zero or negative.
        var reversed: Int64
        /// Effect of payouts, in Iraqi dinars; zero or negative.
        var paid: Int64
        /// Payouts sent back by the bank, in Iraqi dinars.
        var returned: Int64

        var closing: Int64 { opening + earned + reversed + paid + returned }

        init(opening: Int64, _ entries: [CompanyEntry]) {
            let sales = entries.filter { $0.order != nil }
            orders = entries.count { $0.kind == .order }
            goods = sales.reduce(0) { $0 + $1.goods }
            commission = sales.reduce(0) { $0 + $1.commission }
            deliveryFees = sales.reduce(0) { $0 + $1.deliveryFee }
            self.opening = opening
            earned = Self.sum(entries, .order)
            reversed = Self.sum(entries, .reversal)
            paid = Self.sum(entries, .payout)
            returned = Self.sum(entries, .payoutReturn)
        }

        private static func sum(_ entries: [CompanyEntry], _ kind: CompanyEntry.Kind) -> Int64 {
            entries.filter { $0.kind == kind }.reduce(0) { $0 + $1.amount }
        }
    }
}

extension Settlement: LifecycleSubject {
    static let kind = "settlement"

    /// Stage of a settlement.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Closed, and not yet confirmed by the company.
        case closed
        /// Confirmed by the company.
        case accepted
        /// Contested by the company.
        case disputed
    }

    /// Step of a settlement's lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The company's confirmation is recorded.
        case accept
        /// The company's objection is recorded.
        case dispute
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Settlement, Status, Event>(start: .closed) {
        // event     from                         to             needs
        On(.accept,  from: .closed, .disputed,    to: .accepted, needs: .payoutManage)
        On(.dispute, from: .closed,               to: .disputed, needs: .payoutManage)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Settlement {
        try tx.changeOne(
            """
            UPDATE settlement
               SET status = \(status), status_reason = \(statusReason), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        let next = try Self.find(id, tx)
        try next.publish("settlement:updated", tx)
        return next
    }
}
