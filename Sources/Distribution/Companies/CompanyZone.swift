import Kernel
import Platform
import Store

/// A zone that a company delivers to, with its fees.
struct CompanyZone: Sendable {
    let company: ID<Company>
    let zone: ID<DeliveryZone>
    let zoneName: Name
    /// The company's own fee; nil where the zone's fee applies.
    let ownFee: Dinars?
    let ownFreeFrom: Dinars?
    let fee: Dinars
    /// Goods of at least this value are delivered free of charge.
    let freeFrom: Dinars?
}

extension CompanyZone: Record {
    static let columns: SQL =
        """
        cz.company_id, cz.zone_id, z.name, cz.delivery_fee, cz.free_delivery_from,
        COALESCE(cz.delivery_fee, z.delivery_fee), COALESCE(cz.free_delivery_from, z.free_delivery_from)
        """

    private static let source: SQL = "company_zone cz JOIN delivery_zone z ON z.id = cz.zone_id"

    init(_ row: inout Row) throws {
        company = try row.next()
        zone = try row.next()
        zoneName = try row.json()
        ownFee = try row.next()
        ownFreeFrom = try row.next()
        fee = try row.next()
        freeFrom = try row.next()
    }

    /// The zones of each company.
    static func list(
        of companies: [ID<Company>],
        _ tx: borrowing Tx
    ) throws -> [ID<Company>: [CompanyZone]] {
        let all: [CompanyZone] = try tx.all(
            """
            SELECT \(columns) FROM \(source) WHERE cz.company_id \(in: companies)
             ORDER BY cz.company_id, z.created_at, z.id
            """
        )
        return Dictionary(grouping: all, by: \.company)
    }
}

extension CompanyZone {
    /// Replaces the zones that the company delivers to; zones that stay keep their fees.
    static func replaceZones(
        of company: ID<Company>,
        with zones: [ID<DeliveryZone>],
        _ tx: borrowing Tx
    ) throws {
        let known = Set(
            try tx.values("SELECT id FROM delivery_zone WHERE id \(in: zones)", as: ID<DeliveryZone>.self)
        )
        let faults = zones.enumerated().filter { !known.contains($0.element) }.map {
            Problem.Fault("/zone_ids/\($0.offset)", .unknownZone)
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        try tx.execute(
            "DELETE FROM company_zone WHERE company_id = \(company) AND NOT (zone_id \(in: zones))"
        )
        for zone in known.sorted() {
            try tx.execute(
                """
                INSERT INTO company_zone (company_id, zone_id) VALUES (\(company), \(zone)) ON CONFLICT DO NOTHING
                """
            )
        }
    }

    /// Sets the delivery fees of some of the company's zones; the others stay as they are.
    static func change(
        _ fees: [DeliveryFees.Fee],
        of company: ID<Company>,
        _ tx: borrowing Tx
    ) throws {
        var seen: Set<ID<DeliveryZone>> = []
        var faults: [Problem.Fault] = []
        for (index, fee) in fees.enumerated() {
            let pointer = "/fees/\(index)/zone_id"
            guard seen.insert(fee.zoneId).inserted else {
                faults.append(.init(pointer, .namedTwice))
                continue
            }
            let changed = try tx.execute(
                """
                UPDATE company_zone SET delivery_fee = \(fee.deliveryFee), free_delivery_from = \(fee.freeDeliveryFrom)
                 WHERE company_id = \(company) AND zone_id = \(fee.zoneId)
                """
            )
            if changed == 0 { faults.append(.init(pointer, .notItsZone)) }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}
