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
            UPDATE transfer
               SET state = 'done', reference = \(snapshot.reference), finished_at = \(tx.now), read_at = \(tx.now)
             WHERE id = \(id) AND state = 'pending'
            """
        )
        if changed == 1 { try site.product.transfers.done(PayeeTransfer.find(id, tx), site, tx) }
        try Self.read(id, snapshot, at: site, tx)
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

    /// Takes over how much of it has come back; what is read late, or again, changes nothing.
    ///
    /// When all of it has come back, the parts that came before are no parts any more.
    static func read(
        _ id: ID<PayeeTransfer>,
        _ snapshot: TransferSnapshot,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let known = try find(id, tx)
        guard known.state == .done, snapshot.reversed > known.reversed else { return }
        let isWhole = snapshot.reversed >= known.amount.amountMinor
        try tx.execute(
            """
            UPDATE transfer SET reversed = \(snapshot.reversed), state = \(isWhole ? State.reversed : .done)
             WHERE id = \(id)
            """
        )
        let (read, policy) = (try find(id, tx), site.product.transfers)
        let part = (isWhole ? 0 : snapshot.reversed) - known.reversed
        if part != 0 { try policy.partReversed(read, part, site, tx) }
        if isWhole { try policy.reversed(read, site, tx) }
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
