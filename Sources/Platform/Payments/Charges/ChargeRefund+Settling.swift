import Kernel
import Store

extension ChargeRefund {
    /// Moves the refund to the gateway's state, and tells the product; does nothing without news.
    func settle(as snapshot: RefundSnapshot, at site: Site, _ tx: borrowing Tx) throws {
        if reference == nil {
            try tx.execute("UPDATE charge_refund SET reference = \(snapshot.id) WHERE id = \(id)")
        }
        switch (state, snapshot.status) {
        case (.sent, .succeeded):
            let done = try transitioned(by: .finish, nil, tx)
            try site.product.charges.refundDone(done, Charge.find(charge, tx), site, tx)
        case (.sent, .failed):
            try fail(because: snapshot.failure ?? "failed", at: site, tx)
        case (.done, .failed):
            let bounced = try transitioned(by: .bounce, snapshot.failure ?? "failed", tx)
            try release(tx)
            try site.product.charges.refundBounced(bounced, Charge.find(charge, tx), site, tx)
        default:
            break
        }
    }

    /// Records that the gateway refuses, which frees the reserved amount.
    func fail(because reason: String, at site: Site, _ tx: borrowing Tx) throws {
        guard state == .sent else { return }
        let failed = try transitioned(by: .fail, reason, tx)
        try release(tx)
        try site.product.charges.refundFailed(failed, Charge.find(charge, tx), site, tx)
    }

    private func transitioned(by event: Event, _ failure: String?, _ tx: borrowing Tx) throws -> ChargeRefund
    {
        guard let row = Self.lifecycle.row(event, from: state) else { throw Problem(.conflict) }
        try tx.changeOne(
            """
            UPDATE charge_refund SET state = \(row.to), failure = \(failure.map { String($0.prefix(300)) }),
                   settled_at = \(tx.now)
             WHERE id = \(id) AND state = \(state)
            """
        )
        let transition = Transition(
            from: state.rawValue,
            to: row.to.rawValue,
            event: event.rawValue,
            reason: failure,
            fields: []
        )
        try History.record(transition, of: Self.kind, id.cast(), by: .system, tx)
        try Audit.record("\(Self.kind).\(event.rawValue)", of: Self.kind, id.cast(), by: .system, tx)
        return try Self.find(id, tx)
    }

    private func release(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE charge SET refunded = refunded - \(amount.amountMinor), version = version + 1 WHERE id = \(charge)
            """
        )
    }
}

extension Charge {
    /// Settles the refunds that the gateway knows, and adds those made in its dashboard.
    func settle(_ refunds: [RefundSnapshot], at site: Site, _ tx: borrowing Tx) throws {
        let known = try ChargeRefund.all(of: id, tx)
        for snapshot in refunds {
            let ours = snapshot.mark.flatMap { ID<ChargeRefund>($0) }
            if let refund = known.first(where: { $0.id == ours || $0.reference == snapshot.id }) {
                try refund.settle(as: snapshot, at: site, tx)
            } else if snapshot.status != .failed {
                try reserve(snapshot.amount.amountMinor, orRetry: true, tx)
                let id = tx.newID(of: ChargeRefund.self)
                try insert(id, snapshot.amount, isForeign: true, tx)
                try ChargeRefund.find(id, tx).settle(as: snapshot, at: site, tx)
            }
        }
    }

    /// Reserves an amount that is to go back; refused when less is left.
    func reserve(_ sum: Int64, orRetry: Bool = false, _ tx: borrowing Tx) throws {
        let taken = try tx.execute(
            """
            UPDATE charge SET refunded = refunded + \(sum), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND paid IS NOT NULL AND refunded + \(sum) <= paid
            """
        )
        // Another refund in progress will be refused by the gateway; then there is room for this one.
        guard taken == 1 else {
            throw Problem(
                .refundTooLarge,
                extras: ["refundable": .integer(left)],
                retryAfter: orRetry ? 60 : nil
            )
        }
    }

    func insert(
        _ refund: ID<ChargeRefund>,
        _ amount: Money,
        isForeign: Bool,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO charge_refund (id, charge_id, amount, currency, state, is_foreign, created_at)
            VALUES (\(refund), \(id), \(amount.amountMinor), \(amount.currency), 'sent', \(isForeign), \(tx.now))
            """
        )
    }
}
