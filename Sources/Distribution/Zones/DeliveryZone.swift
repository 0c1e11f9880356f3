import Kernel
import Platform
import Store

/// A part of the country with deliveries.
struct DeliveryZone: Sendable {
    let id: ID<DeliveryZone>
    var name: Name
    /// The fee of companies without one of their own.
    var deliveryFee: Dinars
    /// The value of a company's goods from which its delivery is free.
    var freeDeliveryFrom: Dinars?
    var isActive: Bool
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int
}

extension DeliveryZone {
    static let kind = "delivery_zone"

    static func find(_ id: ID<DeliveryZone>, _ tx: borrowing Tx) throws -> DeliveryZone {
        try tx.one("SELECT \(columns) FROM delivery_zone z WHERE z.id = \(id)")
    }

    static func add(_ new: NewZone, by actor: Actor, _ tx: borrowing Tx) throws -> DeliveryZone {
        let id = tx.newID(of: DeliveryZone.self)
        try tx.execute(
            """
            INSERT INTO delivery_zone (id, name, delivery_fee, free_delivery_from, is_active, created_at, updated_at, version)
            VALUES (\(id), \(json: new.name), \(new.deliveryFee), \(new.freeDeliveryFrom), \(new.isActive ?? true),
                    \(tx.now), \(tx.now), 1)
            """
        )
        try Audit.record(ZoneAction.add, of: kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }

    func save(by actor: Actor, _ tx: borrowing Tx) throws -> DeliveryZone {
        try tx.changeOne(
            """
            UPDATE delivery_zone
               SET name = \(json: name), delivery_fee = \(deliveryFee), free_delivery_from = \(freeDeliveryFrom),
                   is_active = \(isActive), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Audit.record(ZoneAction.change, of: Self.kind, id.cast(), by: actor, tx)
        return try Self.find(id, tx)
    }

    /// Deletes a zone without any references; a used zone can only be made inactive.
    func delete(by actor: Actor, _ tx: borrowing Tx) throws {
        let isUsed = try tx.exists(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM member WHERE zone_id = \(id))
                        OR EXISTS (SELECT 1 FROM admin_zone WHERE zone_id = \(id))
                        OR EXISTS (SELECT 1 FROM company_zone WHERE zone_id = \(id))
                        OR EXISTS (SELECT 1 FROM product_zone WHERE zone_id = \(id))
                        OR EXISTS (SELECT 1 FROM sales_order WHERE zone_id = \(id))
                        OR EXISTS (SELECT 1 FROM delivery_route WHERE zone_id = \(id))
                        OR EXISTS (SELECT 1 FROM price_list WHERE zone_id = \(id))
                        OR EXISTS (SELECT 1 FROM announcement WHERE zone_id = \(id))
            """
        )
        guard !isUsed else { throw Problem(.zoneInUse) }
        try tx.changeOne("DELETE FROM delivery_zone WHERE id = \(id) AND version = \(version)")
        try Audit.record(ZoneAction.delete, of: Self.kind, id.cast(), by: actor, tx)
    }
}

extension DeliveryZone: Record {
    static let columns: SQL =
        """
        z.id, z.name, z.delivery_fee, z.free_delivery_from, z.is_active, z.created_at, z.updated_at, z.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.json()
        deliveryFee = try row.next()
        freeDeliveryFrom = try row.next()
        isActive = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}
