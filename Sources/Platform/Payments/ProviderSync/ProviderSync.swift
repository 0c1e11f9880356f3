import Kernel
import Store

/// Asks the provider how things stand and writes that down here.
///
/// Whoever asked later knows better: an answer that was asked for before the one that stands is dropped, so that any order of
/// webhooks, and any repetition, ends with the same.
struct ProviderSync: Sendable {
    let site: Site
    /// When the event was made because of which the provider is asked.
    var eventAt: Instant?

    init(_ site: Site, eventAt: Instant? = nil) {
        self.site = site
        self.eventAt = eventAt
    }

    private var gateway: any PaymentGateway { site.dependencies.payments }

    /// Nil when the provider knows no such subscription, or it is not of one of our customers.
    func subscription(_ providerID: String) async throws -> Subscription? {
        let (site, eventAt, readAt) = (site, eventAt, site.now())
        guard let snapshot = try await gateway.subscription(providerID) else { return nil }
        guard let account = try await account(of: snapshot.customer) else { return nil }
        return try await site.db.write { tx in
            try snapshot.write(for: account, at: site, eventAt: eventAt, readAt: readAt, tx)
        }
    }

    /// With the invoice that it paid, and the subscription that the invoice is of.
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

    /// Without asking, where it is known already.
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
        // The period it pays for is the subscription's by now.
        let subscription: Subscription? =
            if let named = snapshot.subscription { try await self.subscription(named) } else { nil }
        let payment: Payment? = if let named = snapshot.payment { try await self.payment(named) } else { nil }
        return try await site.db.write { tx in
            try snapshot.write(for: account, subscription, payment, at: site, readAt: readAt, tx)
        }
    }

    /// Everything that has gone back of a payment, here or at the provider's.
    func refunds(of providerID: String) async throws -> Payment? {
        guard let payment = try await payment(providerID) else { return nil }
        let snapshot = try await gateway.refunds(of: providerID)
        let site = site
        return try await site.db.write { tx in
            for refund in snapshot { try refund.write(for: payment.id, at: site, tx) }
            return try Payment.find(payment.id, tx)
        }
    }

    /// What came of a page on which someone could pay.
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
    /// Whose customer that is; nil when they are not of this site.
    ///
    /// A customer that we have made and not noted yet is known by the mark we gave them.
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
