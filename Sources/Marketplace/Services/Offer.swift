import Kernel
import Platform
import Store

/// A service at the price of one provider.
struct Offer: Sendable {
    let provider: ID<Provider>
    let service: ID<Service>
    /// For one unit of the service, in cents.
    var price: Price
    /// The least charge; nil without one.
    var minimum: Price?
    var isActive: Bool
    let createdAt: Instant
    let version: Int
    // Of the service, to show it.
    let name: Service.Name
    let unit: Service.Unit
    let serviceStatus: Service.Status
}

extension Offer: Record {
    static let columns: SQL =
        """
        o.provider_id, o.service_id, o.price_minor, o.min_minor, o.is_active, o.created_at, o.version, s.name, s.unit,
        s.status
        """
    private static let source: SQL = "offer o JOIN service s ON s.id = o.service_id"

    init(_ row: inout Row) throws {
        provider = try row.next()
        service = try row.next()
        price = try row.next()
        minimum = try row.next()
        isActive = try row.next()
        createdAt = try row.next()
        version = try row.next()
        name = try row.next()
        unit = try row.next()
        serviceStatus = try row.next()
    }

    static func find(
        _ service: ID<Service>,
        of provider: ID<Provider>,
        _ tx: borrowing Tx
    ) throws -> Offer {
        try tx.one(
            """
            SELECT \(columns) FROM \(source)
             WHERE o.provider_id = \(provider) AND o.service_id = \(service)
            """
        )
    }

    /// The offers of these providers, by the name of the service.
    static func list(of providers: [ID<Provider>], _ tx: borrowing Tx) throws -> [Offer] {
        try tx.all(
            """
            SELECT \(columns) FROM \(source) WHERE o.provider_id \(in: providers)
             ORDER BY s.name, o.service_id
            """
        )
    }

    /// Whether others see it: on offer, and of an approved service.
    var isPublic: Bool { isActive && serviceStatus == .approved }
}

extension Offer {
    /// Offers a service; refused when it is not approved, and the second time.
    static func add(
        _ service: ID<Service>,
        at price: Price,
        least: Price?,
        by provider: ID<Provider>,
        _ tx: borrowing Tx
    ) throws {
        let status = try tx.value(
            "SELECT s.status FROM service s WHERE s.id = \(service)",
            as: Service.Status.self
        )
        guard status == .approved else { throw Problem(.notApproved) }
        let added = try tx.execute(
            """
            INSERT INTO offer (provider_id, service_id, price_minor, min_minor, is_active, created_at, updated_at, version)
            VALUES (\(provider), \(service), \(price), \(least), \(true), \(tx.now), \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard added == 1 else { throw Problem(.alreadyThere) }
    }

    func save(_ tx: borrowing Tx) throws -> Offer {
        try tx.changeOne(
            """
            UPDATE offer
               SET price_minor = \(price), min_minor = \(minimum), is_active = \(isActive), updated_at = \(tx.now),
                   version = version + 1
             WHERE provider_id = \(provider) AND service_id = \(service) AND version = \(version)
            """
        )
        try Provider.relist(provider, tx)
        return try Self.find(service, of: provider, tx)
    }

    func delete(_ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            DELETE FROM offer
             WHERE provider_id = \(provider) AND service_id = \(service) AND version = \(version)
            """
        )
        try Provider.relist(provider, tx)
    }
}

extension Service {
    /// The active offer of an approved service by a provider; nil when the provider does not offer it.
    static func offered(
        by provider: ID<Provider>,
        _ id: ID<Service>,
        _ tx: borrowing Tx
    ) throws -> Offer? {
        guard
            try tx.exists(
                "SELECT 1 FROM offer o WHERE o.provider_id = \(provider) AND o.service_id = \(id)"
            )
        else { return nil }
        let offer = try Offer.find(id, of: provider, tx)
        return offer.isPublic ? offer : nil
    }
}
