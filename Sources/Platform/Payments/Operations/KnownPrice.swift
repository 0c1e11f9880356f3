import Kernel
import Store

/// A price as the provider knows it.
enum KnownPrice {
    /// The provider's name of an offer, which it is told of the first time.
    static func ensure(_ offer: PriceOnOffer, at site: Site) async throws -> String {
        let gateway = site.outside.payments
        guard gateway.isConfigured else { throw Problem(.paymentsNotConfigured) }
        if let known = try await site.db.read({ tx in try find(offer, at: site, tx) }) { return known }
        let operation = try await site.db.write { tx in
            let lane = "price:\(offer.key):\(offer.amount):\(offer.period.rawValue)"
            let new = PaymentOperation.New(
                kind: .price,
                account: nil,
                lane: lane,
                call: gateway.prepare(.price(offer))
            )
            return try PaymentOperation.open(new, tx)
        }
        let id = try await operation.perform(at: site).id
        try await site.db.write { tx in try keep(offer, id, at: site, tx) }
        return id
    }

    private static func find(_ offer: PriceOnOffer, at site: Site, _ tx: borrowing Tx) throws -> String? {
        try tx.value(
            """
            SELECT provider_id FROM payment_price
             WHERE provider = \(site.outside.payments.provider) AND key = \(offer.key) AND amount = \(offer.amount.amountMinor)
               AND currency = \(offer.amount.currency) AND period = \(offer.period.rawValue)
            """
        )
    }

    private static func keep(
        _ offer: PriceOnOffer,
        _ providerID: String,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO payment_price (id, provider, provider_id, key, amount, currency, period, created_at)
            VALUES (\(tx.newID(of: PriceOnOffer.self)), \(site.outside.payments.provider), \(providerID), \(offer.key),
                    \(offer.amount.amountMinor), \(offer.amount.currency), \(offer.period.rawValue), \(tx.now))
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// What we sell at a price of the provider's; nil when it is not ours.
    static func key(of price: String, at site: Site, _ tx: borrowing Tx) throws -> String? {
        try tx.value(
            """
            SELECT key FROM payment_price
             WHERE provider = \(site.outside.payments.provider) AND provider_id = \(price)
            """
        )
    }
}
