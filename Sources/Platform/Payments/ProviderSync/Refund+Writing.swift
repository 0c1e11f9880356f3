import Kernel
import Store

extension RefundSnapshot {
    /// Settles a refund requested here, or adds one made in the provider's dashboard.
    func write(for payment: ID<Payment>, at site: Site, _ tx: borrowing Tx) throws {
        if let known = try known(of: payment, tx) {
            return try known.settle(as: status, named: id, failure: failure, at: site, tx)
        }
        guard status != .failed else { return }
        let new = tx.newID(of: Refund.self)
        let taken = try tx.execute(
            """
            UPDATE payment SET refunded = refunded + \(amount.amountMinor), version = version + 1
             WHERE id = \(payment) AND refunded + \(amount.amountMinor) <= amount
            """
        )
        // Another refund in progress will be refused by the provider; then there is room for this one.
        guard taken == 1 else { throw Problem(.refundTooLarge, retryAfter: 60) }
        try tx.execute(
            """
            INSERT INTO refund (id, payment_id, provider_id, amount, currency, reason, status, created_at)
            VALUES (\(new), \(payment), \(id), \(amount.amountMinor), \(amount.currency), 'provider', 'pending', \(createdAt))
            """
        )
        try Refund.find(new, tx).settle(as: status, named: id, failure: failure, at: site, tx)
    }

    private func known(of payment: ID<Payment>, _ tx: borrowing Tx) throws -> Refund? {
        let ours = mark.flatMap { ID<Refund>($0) }
        return try tx.first(
            """
            SELECT \(Refund.columns) FROM refund r
             WHERE r.payment_id = \(payment) AND (r.provider_id = \(id) OR r.id = \(ours))
             ORDER BY r.created_at LIMIT 1
            """
        )
    }
}
