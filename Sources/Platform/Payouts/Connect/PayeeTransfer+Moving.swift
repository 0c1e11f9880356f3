import Kernel
import Store

extension PayeeTransfer {
    /// Notes that it is being ordered; from now on it is looked up before it is ordered again.
    func sending(_ tx: borrowing Tx) throws {
        try tx.execute("UPDATE transfer SET sent_at = \(tx.now) WHERE id = \(id) AND sent_at IS NULL")
    }

    /// The provider has made it.
    func made(_ snapshot: TransferSnapshot, at site: Site, _ tx: borrowing Tx) throws {
        let changed = try tx.execute(
            """
            UPDATE transfer SET state = 'done', reference = \(snapshot.reference), finished_at = \(tx.now)
             WHERE id = \(id) AND state = 'pending'
            """
        )
        if changed == 1 { try site.product.transfers.done(PayeeTransfer.find(id, tx), site, tx) }
        try PayeeTransfer.find(id, tx).read(snapshot, at: site, tx)
    }

    /// The provider refuses it.
    func refused(because code: String, at site: Site, _ tx: borrowing Tx) throws {
        let changed = try tx.execute(
            """
            UPDATE transfer SET state = 'failed', failure = \(String(code.prefix(100))), finished_at = \(tx.now)
             WHERE id = \(id) AND state = 'pending'
            """
        )
        guard changed == 1 else { return }
        try site.product.transfers.failed(PayeeTransfer.find(id, tx), site, tx)
    }

    /// Takes over how much of it has come back.
    func read(_ snapshot: TransferSnapshot, at site: Site, _ tx: borrowing Tx) throws {
        guard state == .done, snapshot.reversed > reversed else { return }
        let isWhole = snapshot.reversed >= amount.amountMinor
        let changed = try tx.execute(
            """
            UPDATE transfer SET reversed = \(snapshot.reversed), state = \(isWhole ? State.reversed : .done)
             WHERE id = \(id) AND state = 'done' AND reversed < \(snapshot.reversed)
            """
        )
        guard changed == 1 else { return }
        let read = try PayeeTransfer.find(id, tx)
        if isWhole { try site.product.transfers.reversed(read, site, tx) }
    }

    /// There is no answer for a long time; the product hears of it once.
    func doubt(at site: Site, _ tx: borrowing Tx) throws {
        let changed = try tx.execute(
            """
            UPDATE transfer SET doubted_at = \(tx.now) WHERE id = \(id) AND state = 'pending' AND doubted_at IS NULL
            """
        )
        if changed == 1 { try site.product.transfers.unanswered(self, site, tx) }
    }
}
