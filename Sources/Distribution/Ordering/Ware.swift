import Kernel
import Platform
import Store

/// A product as a shop in a zone can order it.
struct Ware: Sendable {
    let id: ID<Product>
    let sku: String
    let name: Name
    let company: ID<Company>
    let companyName: Name
    /// In hundredths of a percent.
    let commissionRate: Int
    let price: Dinars
    let packSize: Int?
    let minimumQuantity: Int
    let stock: Int
    let isOnSale: Bool
    let isInZone: Bool

    /// The smallest step in which it is ordered.
    var step: Int { packSize ?? 1 }

    var isOrderable: Bool { isOnSale && isInZone }

    /// The least that may be ordered: the minimum, in whole packs.
    var least: Int { roundedUp(minimumQuantity) }

    /// The most that can be ordered now, in whole packs.
    var most: Int { min(stock, Want.most) / step * step }

    /// What keeps so many of it from being ordered.
    func obstacles(to quantity: Int) -> [OrderObstacle] {
        guard isOnSale else { return [.notOnSale] }
        guard isInZone else { return [.notInZone] }
        var found: [OrderObstacle] = []
        if quantity < minimumQuantity { found.append(.belowMinimum) }
        if !quantity.isMultiple(of: step) { found.append(.notInPacks) }
        if quantity > stock { found.append(.outOfStock) }
        return found
    }

    /// The quantity nearest to the one wanted that could be ordered; nil when none could.
    func suggestion(for quantity: Int) -> Int? {
        guard isOrderable, least <= most else { return nil }
        return min(max(roundedUp(quantity), least), most)
    }

    private func roundedUp(_ quantity: Int) -> Int {
        (quantity + step - 1) / step * step
    }
}

/// Why something cannot be ordered.
enum OrderObstacle: String, Codable, CaseIterable, Sendable {
    case notOnSale = "not_on_sale"
    case notInZone = "not_in_zone"
    case belowMinimum = "below_minimum"
    case notInPacks = "not_in_packs"
    case outOfStock = "out_of_stock"
}

extension Ware: Record {
    /// With the zone that is asked about to the right.
    static func columns(in zone: ID<DeliveryZone>) -> SQL {
        """
        p.id, p.sku, p.name, p.company_id, k.name, k.commission, p.price, p.pack_size, p.minimum_quantity, p.stock,
        \(isOnSale), \(isInZone(zone))
        """
    }

    static let columns: SQL = "p.id"

    private static let isOnSale: SQL = "(p.is_active AND p.deleted_at IS NULL AND k.is_active)"

    private static func isInZone(_ zone: ID<DeliveryZone>) -> SQL {
        """
        (EXISTS (SELECT 1 FROM company_zone cz JOIN delivery_zone z ON z.id = cz.zone_id
                  WHERE cz.company_id = p.company_id AND cz.zone_id = \(zone) AND z.is_active)
         AND (NOT EXISTS (SELECT 1 FROM product_zone pz WHERE pz.product_id = p.id)
              OR EXISTS (SELECT 1 FROM product_zone pz WHERE pz.product_id = p.id AND pz.zone_id = \(zone))))
        """
    }

    init(_ row: inout Row) throws {
        id = try row.next()
        sku = try row.next()
        name = try row.json()
        company = try row.next()
        companyName = try row.json()
        commissionRate = try row.next()
        price = try row.next()
        packSize = try row.next()
        minimumQuantity = try row.next()
        stock = try row.next()
        isOnSale = try row.next()
        isInZone = try row.next()
    }

    /// Those of `ids` that there are.
    static func load(
        _ ids: [ID<Product>],
        in zone: ID<DeliveryZone>,
        _ tx: borrowing Tx
    ) throws -> [ID<Product>: Ware] {
        var wares: [ID<Product>: Ware] = [:]
        try tx.forEach(
            """
            SELECT \(columns(in: zone)) FROM product p JOIN company k ON k.id = p.company_id WHERE p.id \(in: ids)
            """
        ) { row in
            let ware = try Ware(&row)
            wares[ware.id] = ware
        }
        return wares
    }
}
