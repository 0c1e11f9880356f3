import Kernel
import Store

/// An account as the provider's customer.
enum PaymentCustomer {
    static func find(of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws -> String? {
        try tx.value(
            """
            SELECT provider_id FROM payment_customer
             WHERE account_id = \(account) AND provider = \(site.dependencies.payments.provider) AND forgotten_at IS NULL
            """
        )
    }

    static func account(of providerID: String, at site: Site, _ tx: borrowing Tx) throws -> ID<Account>? {
        try tx.value(
            """
            SELECT account_id FROM payment_customer
             WHERE provider = \(site.dependencies.payments.provider) AND provider_id = \(providerID)
            """
        )
    }

    static func keep(_ providerID: String, of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws
    {
        try tx.execute(
            """
            INSERT INTO payment_customer (account_id, provider, provider_id, created_at)
            VALUES (\(account), \(site.dependencies.payments.provider), \(providerID), \(tx.now))
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// The provider's identifier of an account, which is registered the first time.
    static func ensure(_ account: ID<Account>, at site: Site) async throws -> String {
        let gateway = site.dependencies.payments
        guard gateway.isConfigured else { throw Problem(.paymentsNotConfigured) }
        if let known = try await site.db.read({ tx in try find(of: account, at: site, tx) }) { return known }
        let (customer, operation) = try await site.db.write { tx in
            // Another request may have been faster.
            if let known = try find(of: account, at: site, tx) {
                return (String?.some(known), PaymentOperation?.none)
            }
            let person = try Account.find(account, tx)
            let order = CustomerCommand(
                account: account,
                email: person.email.rawValue,
                language: person.locale,
                site: site.paymentMark
            )
            let new = PaymentOperation.New(
                kind: .customer,
                account: account,
                lane: "customer:\(account)",
                call: gateway.prepare(.customer(order))
            )
            return (nil, try PaymentOperation.open(new, tx))
        }
        if let customer { return customer }
        guard let operation else { throw Problem(.conflict) }
        return try await operation.perform(at: site).id
    }
}

extension Site {
    /// Marks our customers at a provider account that other sites use as well.
    var paymentMark: String { "\(product.name)@\(dependencies.address)" }
}
