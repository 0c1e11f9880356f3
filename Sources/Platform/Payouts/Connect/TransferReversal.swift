import Kernel
import Store

/// An order to take a whole transfer back, which the provider refuses when the payee's account lacks the money.
package struct TransferReversal: Sendable {
    package let id: ID<TransferReversal>
    package let transfer: ID<PayeeTransfer>
    package let amount: Int64
    package let state: PayeeTransfer.State
    /// The provider's code of the refusal.
    package let failure: String?

    package static let kind = "transfer_reversal"
}

extension TransferReversal: Record {
    package static let columns: SQL = "v.id, v.transfer_id, v.amount, v.state, v.failure"

    package init(_ row: inout Row) throws {
        id = try row.next()
        transfer = try row.next()
        amount = try row.next()
        state = try row.next()
        failure = try row.next()
    }

    package static func find(_ id: ID<TransferReversal>, _ tx: borrowing Tx) throws -> TransferReversal {
        try tx.one("SELECT \(columns) FROM transfer_reversal v WHERE v.id = \(id)")
    }

    func finish(_ state: PayeeTransfer.State, _ failure: String?, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE transfer_reversal SET state = \(state), failure = \(failure), finished_at = \(tx.now)
             WHERE id = \(id) AND state = 'pending'
            """
        )
    }
}

extension PayeeTransfer {
    /// Orders that all of it comes back; of an order without an outcome there is one, which is returned instead.
    package func takeBack(_ tx: borrowing Tx) throws -> TransferReversal {
        guard state == .done else { throw Problem(.conflict) }
        let id = tx.newID(of: TransferReversal.self)
        let opened = try tx.execute(
            """
            INSERT INTO transfer_reversal (id, transfer_id, amount, state, created_at)
            VALUES (\(id), \(self.id), \(amount.amountMinor - reversed), 'pending', \(tx.now))
            ON CONFLICT (transfer_id) WHERE state = 'pending' DO NOTHING
            """
        )
        guard opened == 1 else {
            return try tx.one(
                """
                SELECT \(TransferReversal.columns) FROM transfer_reversal v
                 WHERE v.transfer_id = \(self.id) AND v.state = 'pending'
                """
            )
        }
        try tx.enqueue(SendReversal(reversal: id), unique: id.description)
        return try TransferReversal.find(id, tx)
    }
}
