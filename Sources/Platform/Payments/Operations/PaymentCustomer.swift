import Kernel
import Store

/// Who someone is at the provider.
enum PaymentCustomer {
    static func find(of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws -> String? {
        try tx.value(
            """
            SELECT provider_id FROM payment_customer
             WHERE account_id = \(account) AND provider = \(site.outside.payments.provider) AND forgotten_at IS NULL
            """
        )
    }

    static func account(of providerID: String, at site: Site, _ tx: borrowing Tx) throws -> ID<Account>? {
        try tx.value(
            """
            SELECT account_id FROM payment_customer
             WHERE provider = \(site.outside.payments.provider) AND provider_id = \(providerID)
            """
        )
    }

    static func keep(_ providerID: String, of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws
    {
        try tx.execute(
            """
            INSERT INTO payment_customer (account_id, provider, provider_id, created_at)
            VALUES (\(account), \(site.outside.payments.provider), \(providerID), \(tx.now))
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// The provider's name of someone, who is made known to it the first time.
    static func ensure(_ account: ID<Account>, at site: Site) async throws -> String {
        let gateway = site.outside.payments
        guard gateway.isConfigured else { throw Problem(.paymentsNotConfigured) }
        if let known = try await site.db.read({ tx in try find(of: account, at: site, tx) }) { return known }
        let operation = try await site.db.write { tx in
            let person = try Account.find(account, tx)
            let order = CustomerOrder(
                account: account,
                email: person.email.rawValue,
                language: person.locale,
                site: site.paymentMark
            )
            let call = gateway.prepare(.customer(order))
            return try PaymentOperation.open(
                .init(kind: .customer, account: account, lane: "customer:\(account)", call: call),
                tx
            )
        }
        return try await operation.perform(at: site).id
    }
}

extension Site {
    /// Tells what is ours at a provider that others use with the same key.
    var paymentMark: String { "\(product.name)@\(outside.address)" }
}
