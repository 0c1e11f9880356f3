import Kernel
import Platform
import Store

/// A product with the price and stock at which a shop in a zone can order it.
struct OrderableProduct: Priced, Sendable {
    let id: ID<Product>
    let sku: String
    let name: Name
    let company: ID<Company>
    let category: ID<Category>
    let companyName: Name
    /// In hundredths of a percent.
    let commissionRate: Int
    let price: Dinars
    let packSize: Int?
    let minimumQuantity: Int
    let stock: Int
    let isOnSale: Bool
    let isInZone: Bool
    /// Delivery fee of the company in the zone, and the value from which delivery is free.
    let delivery: DeliveryTerms

    /// The step between quantities that can be ordered.
    var step: Int { min(packSize ?? 1, RequestedLine.maximumQuantity + 1) }

    var isOrderable: Bool { isOnSale && isInZone }

    /// The smallest quantity that can be ordered: the minimum, rounded up to whole packs.
    var minimum: Int { roundedUp(min(minimumQuantity, RequestedLine.maximumQuantity + 1)) }

    /// The largest quantity that can be ordered now, in whole packs.
    var maximum: Int { min(stock, RequestedLine.maximumQuantity) / step * step }

    /// The obstacles to an order of this quantity.
    func obstacles(to quantity: Int) -> [OrderObstacle] {
        guard isOnSale else { return [.notOnSale] }
        guard isInZone else { return [.notInZone] }
        var found: [OrderObstacle] = []
        if quantity < minimumQuantity { found.append(.belowMinimum) }
        if !quantity.isMultiple(of: step) { found.append(.notInPacks) }
        if quantity > stock { found.append(.outOfStock) }
        return found
    }

    /// The orderable quantity nearest to the requested one; nil when there is none.
    func suggestion(for quantity: Int) -> Int? {
        guard isOrderable, minimum <= maximum else { return nil }
        return min(max(roundedUp(quantity), minimum), maximum)
    }

    /// The nearest quantity that can be ordered now, or else once there is stock again; 0 when there is none.
    func cartQuantity(for quantity: Int) -> Int {
        guard isOrderable else { return 0 }
        if let orderable = suggestion(for: quantity) { return orderable }
        let most = RequestedLine.maximumQuantity / step * step
        return minimum <= most ? min(max(roundedUp(quantity), minimum), most) : 0
    }

    private func roundedUp(_ quantity: Int) -> Int {
        (quantity + step - 1) / step * step
    }
}

/// Reason why a product cannot be ordered.
enum OrderObstacle: String, Codable, CaseIterable, Sendable {
    /// The product, its category or its company is inactive, or the product was deleted.
    case notOnSale = "not_on_sale"
    /// The product is not delivered to the buyer's zone.
    case notInZone = "not_in_zone"
    /// The quantity is below the product's minimum quantity.
    case belowMinimum = "below_minimum"
    /// The quantity is not a multiple of the pack size.
    case notInPacks = "not_in_packs"
    /// The stock does not cover the quantity.
    case outOfStock = "out_of_stock"
}

extension OrderableProduct: Record {
    static let columns: SQL =
        """
        p.id, \(Product.skuNow), p.name, p.company_id, p.category_id, k.name, k.commission, p.price, p.pack_size,
        p.minimum_quantity, p.stock, \(isOnSale), \(isInZone), COALESCE(cz.delivery_fee, z.delivery_fee, 0),
        COALESCE(cz.free_delivery_from, z.free_delivery_from)
        """

    /// As ``Product/onSale``, but for one product: walks up from its category instead of down from all of them.
    private static let isOnSale: SQL =
        """
        (p.is_active AND p.deleted_at IS NULL AND k.is_active AND NOT EXISTS (
            WITH RECURSIVE above(id, parent_id, is_active) AS (
                SELECT c.id, c.parent_id, c.is_active FROM category c WHERE c.id = p.category_id
                UNION
                SELECT c.id, c.parent_id, c.is_active FROM category c JOIN above a ON c.id = a.parent_id)
            SELECT 1 FROM above WHERE NOT is_active))
        """

    /// Its company delivers to the zone, and the product is not restricted to other zones.
    private static let isInZone: SQL =
        """
        COALESCE(z.is_active AND cz.zone_id IS NOT NULL
            AND (NOT EXISTS (SELECT 1 FROM product_zone pz WHERE pz.product_id = p.id)
                 OR EXISTS (SELECT 1 FROM product_zone pz WHERE pz.product_id = p.id AND pz.zone_id = cz.zone_id)), FALSE)
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        sku = try row.next()
        name = try row.json()
        company = try row.next()
        category = try row.next()
        companyName = try row.json()
        commissionRate = try row.next()
        price = try row.next()
        packSize = try row.next()
        minimumQuantity = try row.next()
        stock = try row.next()
        isOnSale = try row.next()
        isInZone = try row.next()
        delivery = try DeliveryTerms(fee: row.next(), freeFrom: row.next())
    }

    /// Loads the existing products among `ids`.
    static func load(
        _ ids: [ID<Product>],
        in zone: ID<DeliveryZone>,
        _ tx: borrowing Tx
    ) throws -> [ID<Product>: OrderableProduct] {
        var orderables: [ID<Product>: OrderableProduct] = [:]
        try tx.forEach(
            """
            SELECT \(columns) FROM product p JOIN company k ON k.id = p.company_id
              LEFT JOIN delivery_zone z ON z.id = \(zone)
              LEFT JOIN company_zone cz ON cz.company_id = k.id AND cz.zone_id = z.id
             WHERE p.id \(in: ids)
            """
        ) { row in
            let orderable = try OrderableProduct(&row)
            orderables[orderable.id] = orderable
        }
        return orderables
    }
}
