import Kernel
import Store

/// A price registered at the provider; without an identifier until the provider's answer.
struct KnownPrice: Record {
    let id: ID<KnownPrice>
    let providerID: String?

    static let columns: SQL = "id, provider_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        providerID = try row.next()
    }

    /// The provider's identifier of an offer, which is registered the first time.
    static func ensure(_ offer: PriceOnOffer, at site: Site) async throws -> String {
        let gateway = site.dependencies.payments
        guard gateway.isConfigured else { throw Problem(.paymentsNotConfigured) }
        let known = try await site.db.read { tx in try find(offer, at: site, tx) }
        if let name = known?.providerID { return name }
        let (name, operation) = try await site.db.write { tx in
            let price = try keep(offer, at: site, tx)
            if let name = price.providerID { return (String?.some(name), PaymentOperation?.none) }
            let new = PaymentOperation.New(
                kind: .price,
                account: nil,
                subject: price.id.cast(),
                lane: "price:\(price.id)",
                call: gateway.prepare(.price(offer))
            )
            return (nil, try PaymentOperation.open(new, tx))
        }
        if let name { return name }
        guard let operation else { throw Problem(.conflict) }
        return try await operation.perform(at: site).id
    }

    private static func find(_ offer: PriceOnOffer, at site: Site, _ tx: borrowing Tx) throws -> KnownPrice? {
        try tx.first(
            """
            SELECT \(columns) FROM payment_price
             WHERE provider = \(site.dependencies.payments.provider) AND key = \(offer.key) AND amount = \(offer.amount.amountMinor)
               AND currency = \(offer.amount.currency) AND period = \(offer.period.rawValue)
            """
        )
    }

    private static func keep(_ offer: PriceOnOffer, at site: Site, _ tx: borrowing Tx) throws -> KnownPrice {
        if let known = try find(offer, at: site, tx) { return known }
        try tx.execute(
            """
            INSERT INTO payment_price (id, provider, key, amount, currency, period, created_at)
            VALUES (\(tx.newID(of: KnownPrice.self)), \(site.dependencies.payments.provider), \(offer.key),
                    \(offer.amount.amountMinor), \(offer.amount.currency), \(offer.period.rawValue), \(tx.now))
            ON CONFLICT DO NOTHING
            """
        )
        guard let known = try find(offer, at: site, tx) else { throw Problem(.conflict) }
        return known
    }

    /// Stores the provider's identifier.
    static func name(_ id: ID<KnownPrice>, _ providerID: String, _ tx: borrowing Tx) throws {
        try tx.execute(
            "UPDATE payment_price SET provider_id = \(providerID) WHERE id = \(id) AND provider_id IS NULL"
        )
    }

    /// The key of the offer with this provider's price; nil for a price that is not ours.
    static func key(of price: String, at site: Site, _ tx: borrowing Tx) throws -> String? {
        try tx.value(
            """
            SELECT key FROM payment_price
             WHERE provider = \(site.dependencies.payments.provider) AND provider_id = \(price)
            """
        )
    }
}
