import Kernel
import Platform
import Store

extension Product {
    /// Any, also one that is not sold any more, as orders name them.
    static func find(_ id: ID<Product>, _ tx: borrowing Tx) throws -> Product {
        try tx.one("SELECT \(columns) FROM product p WHERE p.id = \(id)")
    }

    /// One that can be bought.
    static func findOnSale(_ id: ID<Product>, _ tx: borrowing Tx) throws -> Product {
        try tx.one("SELECT \(columns) FROM product p WHERE p.id = \(id) AND \(onSale)")
    }

    /// One that the caller may change; what is theirs not is not there.
    static func find(_ id: ID<Product>, within scope: Scope, _ tx: borrowing Tx) throws -> Product {
        try tx.one("SELECT \(columns) FROM product p WHERE p.id = \(id) AND \(managed(within: scope))")
    }

    /// Those of `ids` that there are, in the order of their identities.
    static func list(_ ids: [ID<Product>], _ tx: borrowing Tx) throws -> [Product] {
        try tx.all("SELECT \(columns) FROM product p WHERE p.id \(in: ids) ORDER BY p.id")
    }

    /// Those of `ids` that can be bought.
    static func listOnSale(_ ids: [ID<Product>], _ tx: borrowing Tx) throws -> [Product] {
        try tx.all("SELECT \(columns) FROM product p WHERE p.id \(in: ids) AND \(onSale) ORDER BY p.id")
    }

    /// Those of `ids` that are delivered to `zone`.
    static func list(
        _ ids: [ID<Product>],
        soldIn zone: ID<DeliveryZone>,
        _ tx: borrowing Tx
    ) throws -> Set<ID<Product>> {
        Set(try tx.values("SELECT p.id FROM product p WHERE p.id \(in: ids) AND \(sold(in: zone))"))
    }

    /// Which zones a product is kept for; none when it goes wherever its company delivers.
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
