import Kernel
import Store

extension Refund {
    /// Settles the refund by the answer to our request.
    func settle(as result: GatewayResult, at site: Site, _ tx: borrowing Tx) throws {
        try settle(as: Self.status(result.status), named: result.id, failure: result.status, at: site, tx)
    }

    static func status(_ word: String?) -> Status {
        switch word {
        case "succeeded": .succeeded
        case "failed", "canceled": .failed
        default: .pending
        }
    }

    /// Moves the refund to the provider's status, books it, and notifies the product; does nothing without news.
    func settle(
        as status: Status,
        named providerID: String,
        failure: String? = nil,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        if self.providerID == nil {
            try tx.execute("UPDATE refund SET provider_id = \(providerID) WHERE id = \(id)")
        }
        switch (self.status, status) {
        case (.pending, .succeeded):
            try move(to: .succeeded, by: .succeed, nil, tx)
            let refunds = site.product.payments.refunds
            try Ledger.move(amount, from: .provider, to: refunds, as: "refund", of: id.cast(), tx)
            try site.product.payments.refunded(Refund.find(id, tx), Payment.find(payment, tx), site, tx)
        case (.pending, .failed):
            try fail(because: failure ?? "failed", at: site, tx)
        case (.succeeded, .failed):
            try move(to: .failed, by: .bounce, failure ?? "failed", tx)
            try release(tx)
            let refunds = site.product.payments.refunds
            try Ledger.move(amount, from: refunds, to: .provider, as: "refund_bounced", of: id.cast(), tx)
        default:
            break
        }
    }

    /// Records a failure, which frees the reserved amount.
    func fail(because reason: String, at site: Site, _ tx: borrowing Tx) throws {
        guard status == .pending else { return }
        try move(to: .failed, by: .fail, String(reason.prefix(300)), tx)
        try release(tx)
        try site.product.payments.refundRefused(Refund.find(id, tx), Payment.find(payment, tx), site, tx)
    }

    private func move(to status: Status, by event: Event, _ failure: String?, _ tx: borrowing Tx) throws {
        guard Self.lifecycle.row(event, from: self.status)?.to == status else { throw Problem(.conflict) }
        try tx.changeOne(
            """
            UPDATE refund SET status = \(status), failure = \(failure), settled_at = \(tx.now)
             WHERE id = \(id) AND status = \(self.status)
            """
        )
        try History.record(
            Transition(
                from: self.status.rawValue,
                to: status.rawValue,
                event: event.rawValue,
                reason: nil,
                fields: []
            ),
            of: Self.kind,
            id.cast(),
            by: .system,
            tx
        )
    }

    private func release(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE payment SET refunded = refunded - \(amount.amountMinor), version = version + 1 WHERE id = \(payment)
            """
        )
    }
}
