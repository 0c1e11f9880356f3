import Kernel
import Store

extension InvoiceSnapshot {
    /// Stores the provider's answer, and notifies the product once it is paid.
    func write(
        for account: ID<Account>,
        _ subscription: Subscription?,
        _ payment: Payment?,
        at site: Site,
        readAt: Instant,
        _ tx: borrowing Tx
    ) throws -> ProviderInvoice {
        let provider = site.dependencies.payments.provider
        let old = try ProviderInvoice.find(provider: provider, id, tx)
        // A paid invoice stays paid.
        if let old, old.readAt > readAt || old.status == .paid { return old }
        let key = subscription?.planKey ?? old?.planKey ?? ""
        try tx.execute(
            """
            INSERT INTO provider_invoice (id, account_id, subscription_id, payment_id, provider, provider_id, plan_key, status,
                                          reason, amount, currency, period_start, period_end, attempts, created_at, paid_at,
                                          read_at)
            VALUES (\(tx.newID(of: ProviderInvoice.self)), \(account), \(subscription?.id), \(payment?.id), \(provider), \(id),
                    \(key), \(status), \(reason), \(amount.amountMinor), \(amount.currency), \(periodStart), \(periodEnd),
                    \(attempts), \(createdAt), \(paidMoment), \(readAt))
            ON CONFLICT (provider, provider_id) DO UPDATE
               SET payment_id = \(payment?.id ?? old?.payment), plan_key = \(key), status = \(status), amount = \(amount.amountMinor),
                   period_start = \(periodStart), period_end = \(periodEnd), attempts = \(attempts), paid_at = \(paidMoment),
                   read_at = \(readAt)
            """
        )
        guard let invoice = try ProviderInvoice.find(provider: provider, id, tx) else {
            throw Problem(.notFound)
        }
        if invoice.status == .paid { try site.product.payments.invoicePaid(invoice, site, tx) }
        return invoice
    }

    private var paidMoment: Instant? { status == .paid ? paidAt ?? createdAt : nil }
}
