import Kernel
import Platform
import Store

extension Lot: Record {
    static let columns: SQL =
        """
        l.id, l.source, l.purchase_id, l.subscription_id, l.student_id, l.tutor_id, l.subject, l.level, l.minutes,
        l.price_minor, l.lessons, l.commission_bp, l.vat_bp, l.policy, l.cap_minor, l.granted, l.reserved, l.used, l.expired,
        l.refunded, l.free_units, l.expires_at, l.stands_since, l.frozen_at, l.created_at, l.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        source = try row.next()
        purchase = try row.next()
        subscription = try row.next()
        student = try row.next()
        tutor = try row.next()
        subject = try row.next()
        level = try row.next()
        minutes = try row.next()
        price = LotPrice(price: try row.next(), lessons: try row.next())
        commissionBP = try row.next()
        vatBP = try row.next()
        terms = try row.json()
        cap = try row.next()
        granted = try row.next()
        reserved = try row.next()
        used = try row.next()
        expired = try row.next()
        refunded = try row.next()
        free = try row.next()
        expiresAt = try row.next()
        standsSince = try row.next()
        frozenAt = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<Lot>, _ tx: borrowing Tx) throws -> Lot {
        try tx.one("SELECT \(columns) FROM lot l WHERE l.id = \(id)")
    }

    /// The lot, which no other transaction changes until this one ends.
    static func locked(_ id: ID<Lot>, _ tx: borrowing Tx) throws -> Lot {
        try tx.one("SELECT \(columns) FROM lot l WHERE l.id = \(id) \(pg: "FOR NO KEY UPDATE", sqlite: "")")
    }

    static func find(of purchase: ID<Purchase>, _ tx: borrowing Tx) throws -> Lot? {
        try tx.first("SELECT \(columns) FROM lot l WHERE l.purchase_id = \(purchase)")
    }

    /// Saves the counts and the times; refused as `stale` when somebody else was first.
    @discardableResult
    func save(over old: Lot, _ tx: borrowing Tx) throws -> Lot {
        try tx.changeOne(
            """
            UPDATE lot
               SET available = \(available), reserved = \(reserved), used = \(used), expired = \(expired),
                   refunded = \(refunded), free_units = \(free), expires_at = \(expiresAt), stands_since = \(standsSince),
                   frozen_at = \(frozenAt), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        var saved = self
        saved.version += 1
        if !saved.expires(like: old) { try saved.watchExpiry(tx) }
        if available != old.available { try saved.publish(tx) }
        return saved
    }

    private func expires(like old: Lot) -> Bool {
        expiresAt == old.expiresAt && standsSince == old.standsSince && (available > 0) == (old.available > 0)
    }
}
