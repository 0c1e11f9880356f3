import Kernel
import Store

/// Money of a charge on its way back; its identity is the key at the gateway, and kept by it.
package struct ChargeRefund: Sendable {
    package let id: ID<ChargeRefund>
    package let charge: ID<Charge>
    package let amount: Money
    package let state: State
    /// The gateway's identifier; nil before its answer.
    package let reference: String?
    package let failure: String?
    /// Whether it was made in the gateway's own dashboard.
    package let isForeign: Bool
    package let createdAt: Instant
    package let settledAt: Instant?

    package static let kind = "charge_refund"

    /// How far a refund is at the gateway.
    package enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Ordered at the gateway; its amount is reserved.
        case sent
        /// The money has gone back.
        case done
        /// Refused by the gateway; the amount is free again.
        case failed
        /// Sent back by the customer's bank; the amount is free again.
        case bounced
    }

    /// A step of a refund at the gateway.
    package enum Event: String, Codable, CaseIterable, Sendable {
        /// The gateway has made it.
        case finish
        /// The gateway refuses it.
        case fail
        /// The customer's bank sends the money back.
        case bounce
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<ChargeRefund, State, Event>(start: .sent) {
        On(.finish, from: .sent, to: .done,    needs: .paymentsMirror)
        On(.fail,   from: .sent, to: .failed,  needs: .paymentsMirror)
        On(.bounce, from: .done, to: .bounced, needs: .paymentsMirror)
    }
}

extension ChargeRefund: Record {
    package static let columns: SQL =
        """
        f.id, f.charge_id, f.amount, f.currency, f.state, f.reference, f.failure, f.is_foreign, f.created_at, f.settled_at
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        charge = try row.next()
        amount = Money(try row.next(), try row.next())
        state = try row.next()
        reference = try row.next()
        failure = try row.next()
        isForeign = try row.next()
        createdAt = try row.next()
        settledAt = try row.next()
    }

    package static func find(_ id: ID<ChargeRefund>, _ tx: borrowing Tx) throws -> ChargeRefund {
        try tx.one("SELECT \(columns) FROM charge_refund f WHERE f.id = \(id)")
    }

    /// Oldest first.
    package static func all(of charge: ID<Charge>, _ tx: borrowing Tx) throws -> [ChargeRefund] {
        try tx.all("SELECT \(columns) FROM charge_refund f WHERE f.charge_id = \(charge) ORDER BY f.id")
    }
}
