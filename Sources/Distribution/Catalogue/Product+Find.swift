import Kernel
import Platform
import Store

extension Product {
    /// Any product, including those no longer on sale, because orders refer to them.
    static func find(_ id: ID<Product>, _ tx: borrowing Tx) throws -> Product {
        try tx.one("SELECT \(columns) FROM product p WHERE p.id = \(id)")
    }

    /// A product that can be bought.
    static func findOnSale(_ id: ID<Product>, _ tx: borrowing Tx) throws -> Product {
        try tx.one("SELECT \(columns) FROM product p WHERE p.id = \(id) AND \(onSale)")
    }

    /// A product that the caller may change; any other is not found.
    static func find(_ id: ID<Product>, within scope: Scope, _ tx: borrowing Tx) throws -> Product {
        try tx.one("SELECT \(columns) FROM product p WHERE p.id = \(id) AND \(managed(within: scope))")
    }

    /// The existing products of `ids`, ordered by identity.
    static func list(_ ids: [ID<Product>], _ tx: borrowing Tx) throws -> [Product] {
        try tx.all("SELECT \(columns) FROM product p WHERE p.id \(in: ids) ORDER BY p.id")
    }

    /// The products of `ids` that can be bought.
    static func listOnSale(_ ids: [ID<Product>], _ tx: borrowing Tx) throws -> [Product] {
        try tx.all("SELECT \(columns) FROM product p WHERE p.id \(in: ids) AND \(onSale) ORDER BY p.id")
    }

    /// The products of `ids` that are delivered to `zone`.
    static func list(
        _ ids: [ID<Product>],
        soldIn zone: ID<DeliveryZone>,
        _ tx: borrowing Tx
    ) throws -> Set<ID<Product>> {
        Set(try tx.values("SELECT p.id FROM product p WHERE p.id \(in: ids) AND \(sold(in: zone))"))
    }

    /// The zones that each product is restricted to; empty when it is sold wherever its company delivers.
    static func zones(
        of ids: [ID<Product>],
        _ tx: borrowing Tx
    ) throws -> [ID<Product>: [ID<DeliveryZone>]] {
        var zones: [ID<Product>: [ID<DeliveryZone>]] = [:]
        try tx.forEach(
            "SELECT product_id, zone_id FROM product_zone WHERE product_id \(in: ids) ORDER BY product_id, zone_id"
        ) { row in
            let product: ID<Product> = try row.next()
            zones[product, default: []].append(try row.next())
        }
        return zones
    }
}
