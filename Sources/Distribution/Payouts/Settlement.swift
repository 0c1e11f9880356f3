import Kernel
import Platform
import Store

/// A numbered, closed account of a company up to a day: everything booked and not settled before, and what is owed after it.
///
/// Its entries and sums never change; what is found to be wrong is corrected by entries of the next one.
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

    /// What is owed at the beginning, what came and went, what is owed at the end.
    struct Sums: Codable, Sendable {
        var orders: Int
        var goods: Int64
        var commission: Int64
        var deliveryFees: Int64
        var opening: Int64
        var earned: Int64
        /// Not above zero.
        var reversed: Int64
        /// Not above zero.
        var paid: Int64
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

    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case closed
        case accepted
        case disputed
    }

    enum Event: String, Codable, CaseIterable, Sendable {
        case accept
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
