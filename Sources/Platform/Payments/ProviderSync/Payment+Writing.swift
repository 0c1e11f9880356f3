import Kernel
import Logging
import Store

extension PaymentSnapshot {
    /// Stores the provider's answer, books it, and notifies the product of a success.
    func write(
        for account: ID<Account>,
        of subscription: Subscription?,
        at site: Site,
        readAt: Instant,
        _ tx: borrowing Tx
    ) throws -> Payment {
        let provider = site.dependencies.payments.provider
        let old = try Payment.find(provider: provider, id, tx)
        if let old, old.readAt > readAt { return old }
        guard amount.amountMinor > 0 else { throw GatewayFailure.incomprehensible("a payment of nothing") }
        if let old {
            guard
                status == old.status
                    || Payment.lifecycle.rows(from: old.status).contains(where: { $0.to == status })
            else {
                site.log.warning("a payment cannot go from \(old.status.rawValue) to \(status.rawValue)")
                return old
            }
            try update(old, subscription, readAt: readAt, tx)
        } else {
            try insert(for: account, subscription, provider: provider, readAt: readAt, tx)
        }
        guard let payment = try Payment.find(provider: provider, id, tx) else { throw Problem(.notFound) }
        try book(payment, at: site, tx)
        guard payment.status != old?.status else { return payment }
        try record(payment, from: old, tx)
        if payment.status == .succeeded { try site.product.payments.paid(payment, site, tx) }
        return payment
    }

    private func insert(
        for account: ID<Account>,
        _ subscription: Subscription?,
        provider: String,
        readAt: Instant,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO payment (id, account_id, subscription_id, provider, provider_id, charge_id, invoice_ref, purpose, amount,
                                 refunded, fee, currency, status, failure, created_at, paid_at, read_at, version)
            VALUES (\(tx.newID(of: Payment.self)), \(account), \(subscription?.id), \(provider), \(id), \(charge), \(invoice),
                    \(subscription?.planKey ?? purpose ?? ""), \(amount.amountMinor), 0, \(feeMinor), \(amount.currency),
                    \(status), \(failure), \(createdAt), \(paidMoment), \(readAt), 1)
            """
        )
    }

    private func update(
        _ old: Payment,
        _ subscription: Subscription?,
        readAt: Instant,
        _ tx: borrowing Tx
    ) throws {
        // The purpose of a paid payment never changes.
        let purpose = old.purpose.isEmpty ? subscription?.planKey ?? purpose ?? "" : old.purpose
        try tx.changeOne(
            """
            UPDATE payment
               SET subscription_id = \(old.subscription ?? subscription?.id), charge_id = \(charge ?? old.charge),
                   invoice_ref = \(invoice ?? old.invoiceRef), purpose = \(purpose), fee = \(feeMinor ?? old.fee?.amountMinor),
                   status = \(status), failure = \(failure), paid_at = \(old.paidAt ?? paidMoment), read_at = \(readAt),
                   version = version + 1
             WHERE id = \(old.id) AND version = \(old.version)
            """
        )
    }

    private var paidMoment: Instant? { status == .succeeded ? paidAt ?? createdAt : nil }

    /// The fee in the payment's currency; a fee in another currency is ignored.
    private var feeMinor: Int64? { fee?.currency == amount.currency ? fee?.amountMinor : nil }

    private func book(_ payment: Payment, at site: Site, _ tx: borrowing Tx) throws {
        guard payment.status == .succeeded else { return }
        let id: ID<Subject> = payment.id.cast()
        let income = site.product.payments.income
        try Ledger.move(payment.amount, from: income, to: .provider, as: "payment", of: id, tx)
        guard let fee = payment.fee else { return }
        try Ledger.move(fee, from: .provider, to: .fees, as: "fee", of: id, tx)
    }

    private func record(_ payment: Payment, from old: Payment?, _ tx: borrowing Tx) throws {
        let from = old?.status ?? .pending
        guard let move = Payment.lifecycle.rows(from: from).first(where: { $0.to == payment.status }) else {
            return
        }
        let transition = Transition(
            from: from.rawValue,
            to: payment.status.rawValue,
            event: move.event.rawValue,
            reason: payment.failure,
            fields: []
        )
        try History.record(transition, of: Payment.kind, payment.id.cast(), by: .system, tx)
        try Audit.record(
            "payment.\(move.event.rawValue)",
            of: Payment.kind,
            payment.id.cast(),
            by: .system,
            tx
        )
    }
}
