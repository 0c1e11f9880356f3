import Kernel
import Store

/// Money on its way to a payee's account: stored before it is ordered; its identifier is the key of the order.
package struct PayeeTransfer: Sendable {
    package let id: ID<PayeeTransfer>
    /// The payout.
    package let subject: ID<Subject>
    let destination: String
    package let amount: Money
    package let state: State
    /// The provider's identifier; nil before there is one.
    package let reference: String?
    /// The provider's code of the refusal.
    package let failure: String?
    /// The sum that came back.
    package let reversed: Int64
    /// When it was first ordered; nil before that.
    let sentAt: Instant?
    /// When the product learned that there is no answer.
    let doubtedAt: Instant?
    package let createdAt: Instant

    package static let kind = "transfer"

    /// How far a transfer is.
    package enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Not ordered yet, or without an answer.
        case pending
        /// Made.
        case done
        /// Refused; nothing happened.
        case failed
        /// Made, and all of it has come back.
        case reversed
    }

    var order: TransferOrder {
        TransferOrder(destination: destination, amount: amount, mark: id.description)
    }
}

extension PayeeTransfer: Record {
    package static let columns: SQL =
        """
        r.id, r.subject_id, r.destination, r.amount, r.currency, r.state, r.reference, r.failure, r.reversed, r.sent_at,
        r.doubted_at, r.created_at
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        subject = try row.next()
        destination = try row.next()
        amount = Money(try row.next(), try row.next())
        state = try row.next()
        reference = try row.next()
        failure = try row.next()
        reversed = try row.next()
        sentAt = try row.next()
        doubtedAt = try row.next()
        createdAt = try row.next()
    }

    package static func find(_ id: ID<PayeeTransfer>, _ tx: borrowing Tx) throws -> PayeeTransfer {
        try tx.one("SELECT \(columns) FROM transfer r WHERE r.id = \(id)")
    }

    package static func find(of subject: ID<Subject>, _ tx: borrowing Tx) throws -> PayeeTransfer? {
        try tx.first("SELECT \(columns) FROM transfer r WHERE r.subject_id = \(subject)")
    }

    static func find(reference: String, _ tx: borrowing Tx) throws -> PayeeTransfer? {
        try tx.first("SELECT \(columns) FROM transfer r WHERE r.reference = \(reference)")
    }

    /// Stores the order of a transfer, which a job then sends; a subject has one.
    @discardableResult
    package static func open(
        _ amount: Money,
        to destination: String,
        for subject: ID<Subject>,
        _ tx: borrowing Tx
    ) throws -> PayeeTransfer {
        let id = tx.newID(of: PayeeTransfer.self)
        try tx.execute(
            """
            INSERT INTO transfer (id, subject_id, destination, amount, currency, state, reversed, created_at)
            VALUES (\(id), \(subject), \(destination), \(amount.amountMinor), \(amount.currency), 'pending', 0, \(tx.now))
            """
        )
        try tx.enqueue(SendTransfer(transfer: id), unique: id.description)
        return try find(id, tx)
    }
}
