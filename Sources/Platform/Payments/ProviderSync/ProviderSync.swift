import Kernel
import Store

/// Reads the state of payments from the provider and stores it here.
///
/// The later request wins: the answer to an earlier one is dropped, so that any order and any repetition of webhooks
/// has the same result.
struct ProviderSync: Sendable {
    let site: Site
    /// The time of the event that causes the request.
    var eventAt: Instant?

    init(_ site: Site, eventAt: Instant? = nil) {
        self.site = site
        self.eventAt = eventAt
    }

    private var gateway: any PaymentGateway { site.dependencies.payments }

    /// Nil for an unknown subscription, or one of a customer of another site.
    func subscription(_ providerID: String) async throws -> Subscription? {
        let (site, eventAt, readAt) = (site, eventAt, site.now())
        guard let snapshot = try await gateway.subscription(providerID) else { return nil }
        guard let account = try await account(of: snapshot.customer) else { return nil }
        return try await site.db.write { tx in
            try snapshot.write(for: account, at: site, eventAt: eventAt, readAt: readAt, tx)
        }
    }

    /// Reads a payment together with its invoice and the invoice's subscription.
    func payment(_ providerID: String) async throws -> Payment? {
        let (site, readAt) = (site, site.now())
        guard let snapshot = try await gateway.payment(providerID) else { return nil }
        guard let customer = snapshot.customer, let account = try await account(of: customer) else {
            return nil
        }
        let subscription = try await subscription(paidBy: snapshot)
        return try await site.db.write { tx in
            try snapshot.write(for: account, of: subscription, at: site, readAt: readAt, tx)
        }
    }

    private func subscription(paidBy snapshot: PaymentSnapshot) async throws -> Subscription? {
        guard let invoice = snapshot.invoice, let named = try await gateway.invoice(invoice)?.subscription
        else {
            return nil
        }
        return try await known(named)
    }

    /// The subscription, read from the provider only when it is unknown here.
    private func known(_ providerID: String) async throws -> Subscription? {
        let provider = gateway.provider
        let known = try await site.db.read { tx in try Subscription.find(provider: provider, providerID, tx) }
        if let known { return known }
        return try await subscription(providerID)
    }

    func invoice(_ providerID: String) async throws -> ProviderInvoice? {
        let (site, readAt) = (site, site.now())
        guard let snapshot = try await gateway.invoice(providerID) else { return nil }
        guard let account = try await account(of: snapshot.customer) else { return nil }
        // The subscription already has the period that the invoice pays for.
        let subscription: Subscription? =
            if let named = snapshot.subscription { try await self.subscription(named) } else { nil }
        let payment: Payment? = if let named = snapshot.payment { try await self.payment(named) } else { nil }
        return try await site.db.write { tx in
            try snapshot.write(for: account, subscription, payment, at: site, readAt: readAt, tx)
        }
    }

    /// Reads all refunds of a payment, from here or from the provider's dashboard.
    func refunds(of providerID: String) async throws -> Payment? {
        guard let payment = try await payment(providerID) else { return nil }
        let snapshot = try await gateway.refunds(of: providerID)
        let site = site
        return try await site.db.write { tx in
            for refund in snapshot { try refund.write(for: payment.id, at: site, tx) }
            return try Payment.find(payment.id, tx)
        }
    }

    /// Reads all chargebacks of a payment.
    func chargebacks(of providerID: String) async throws -> Payment? {
        guard let payment = try await payment(providerID) else { return nil }
        let (site, snapshots) = (site, try await gateway.chargebacks(of: providerID))
        try await site.db.write { tx in
            for snapshot in snapshots { try PaymentChargeback.write(snapshot, of: payment, at: site, tx) }
        }
        return payment
    }

    /// Reads the outcome of a checkout page.
    func checkout(_ providerID: String) async throws -> Bool {
        guard let snapshot = try await gateway.checkout(providerID), let customer = snapshot.customer,
            try await account(of: customer) != nil
        else { return false }
        if let subscription = snapshot.subscription { _ = try await self.subscription(subscription) }
        if let payment = snapshot.payment { _ = try await self.payment(payment) }
        return true
    }
}

extension ProviderSync {
    /// The account of a customer; nil for a customer of another site.
    ///
    /// A customer that was made but not stored yet is known by its mark.
    private func account(of customer: String) async throws -> ID<Account>? {
        let site = site
        let known = try await site.db.read { tx in try PaymentCustomer.account(of: customer, at: site, tx) }
        if let known { return known }
        guard let snapshot = try await gateway.customer(customer), snapshot.site == site.paymentMark,
            let account = snapshot.account
        else { return nil }
        return try await site.db.write { tx in
            _ = try Account.find(account, tx)
            try PaymentCustomer.keep(customer, of: account, at: site, tx)
            return account
        }
    }
}
