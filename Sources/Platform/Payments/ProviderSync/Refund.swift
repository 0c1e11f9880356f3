import Kernel
import Store

/// A refund of a payment; its identity is the idempotency key at the provider, for ever.
package struct Refund: Sendable, Hashable {
    package let id: ID<Refund>
    package let payment: ID<Payment>
    package let providerID: String?
    package let amount: Money
    package let reason: String
    package let status: Status
    package let failure: String?
    /// Nil for a refund made in the provider's own dashboard.
    package let requestedBy: ID<Account>?
    package let createdAt: Instant
    package let settledAt: Instant?

    package static let kind = "refund"

    /// How far a refund is.
    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Requested at the provider; its sum is reserved.
        case pending
        /// The money has gone back to the payer.
        case succeeded
        /// Refused, or sent back by the payer's bank; its sum is refundable again.
        case failed
    }

    /// A step of a refund.
    package enum Event: String, Codable, CaseIterable, Sendable {
        /// The provider has made it.
        case succeed
        /// The provider refuses it.
        case fail
        /// The payer's bank sends the money back.
        case bounce
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<Refund, Status, Event>(start: .pending) {
        On(.succeed, from: .pending,   to: .succeeded, needs: .paymentsMirror)
        On(.fail,    from: .pending,   to: .failed,    needs: .paymentsMirror)
        On(.bounce,  from: .succeeded, to: .failed,    needs: .paymentsMirror)
    }
}

extension Refund: Record {
    package static let columns: SQL =
        """
        r.id, r.payment_id, r.provider_id, r.currency, r.amount, r.reason, r.status, r.failure, r.requested_by, r.created_at,
        r.settled_at
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        payment = try row.next()
        providerID = try row.next()
        let currency: Currency = try row.next()
        amount = Money(try row.next(), currency)
        reason = try row.next()
        status = try row.next()
        failure = try row.next()
        requestedBy = try row.next()
        createdAt = try row.next()
        settledAt = try row.next()
    }
}

extension Refund {
    package static func find(_ id: ID<Refund>, _ tx: borrowing Tx) throws -> Refund {
        try tx.one("SELECT \(columns) FROM refund r WHERE r.id = \(id)")
    }

    /// Oldest first.
    package static func all(of payment: ID<Payment>, _ tx: borrowing Tx) throws -> [Refund] {
        try tx.all(
            "SELECT \(columns) FROM refund r WHERE r.payment_id = \(payment) ORDER BY r.created_at, r.id"
        )
    }
}
