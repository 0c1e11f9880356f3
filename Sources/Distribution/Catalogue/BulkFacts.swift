import Kernel
import Platform
import Store

/// The products, categories and zones that the rows of a bulk change name, loaded together.
struct BulkFacts {
    /// The products that the caller may change.
    private let products: [ID<Product>: Product]
    /// The present zones of the products whose zones change.
    private let zones: [ID<Product>: [ID<DeliveryZone>]]
    private let categories: Set<ID<Category>>
    /// The named zones that each company delivers to.
    private let delivered: [ID<Company>: Set<ID<DeliveryZone>>]
    /// The named zones of a location admin; nil for callers whose reach does not depend on zones.
    private let administered: Set<ID<DeliveryZone>>?

    /// Locks the products in the order of their ids, as orders do, so that neither waits for the other for ever.
    init(_ rows: [BulkProducts.Row], within scope: Scope, _ tx: borrowing Tx) throws {
        let found: [Product] = try tx.all(
            """
            SELECT \(Product.columns) FROM product p
             WHERE p.id \(in: rows.map(\.productId)) AND \(Product.managed(within: scope))
             ORDER BY p.id \(pg: "FOR NO KEY UPDATE OF p", sqlite: "")
            """
        )
        products = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        zones = try Product.zones(of: rows.filter { $0.zones != nil }.map(\.productId), tx)
        let namedCategories = Set(rows.compactMap(\.categoryId))
        let known: [ID<Category>] = try tx.values("SELECT id FROM category WHERE id \(in: namedCategories)")
        categories = Set(known)
        let namedZones = Set(rows.flatMap { $0.zones ?? [] })
        delivered = try Self.delivered(namedZones, by: Set(found.map(\.company)), tx)
        administered = try Self.administered(namedZones, within: scope, tx)
    }

    /// The product as `row` wants it; refused when the row cannot be applied.
    ///
    /// `place` is the row's JSON pointer.
    func rewrite(_ row: BulkProducts.Row, at place: String) throws -> ProductRewrite {
        guard let product = products[row.productId] else { throw Problem(.notFound) }
        if let expected = row.expectedVersion, expected != product.version {
            throw Problem(.stale, extras: ["version": .integer(Int64(product.version))])
        }
        let found = faults(of: row, product, at: place)
        guard found.isEmpty else { throw Problem(.invalid, faults: found) }
        return ProductRewrite(product, row, zones: zones[product.id] ?? [])
    }

    private func faults(of row: BulkProducts.Row, _ product: Product, at place: String) -> [Problem.Fault] {
        guard !row.isEmpty else { return [Problem.Fault(place, .nothingToChange)] }
        var faults: [Problem.Fault] = []
        if let category = row.categoryId, !categories.contains(category) {
            faults.append(Problem.Fault("\(place)/category_id", .unknownReference))
        }
        return faults + zoneFaults(row.zones ?? [], of: product, at: "\(place)/zones")
    }

    /// Without a restriction a product is sold wherever its company delivers, which a location admin's reach needs too.
    private func zoneFaults(
        _ wanted: [ID<DeliveryZone>],
        of product: Product,
        at place: String
    ) -> [Problem.Fault] {
        guard !wanted.isEmpty else { return [] }
        guard wanted.count <= Product.maximumZones else {
            return [Problem.Fault(place, Refusal(.tooMany(Product.maximumZones)))]
        }
        let reached = delivered[product.company] ?? []
        let missing = wanted.indices.filter { !reached.contains(wanted[$0]) }
        guard missing.isEmpty else {
            return missing.map { Problem.Fault("\(place)/\($0)", .notDeliveredTo) }
        }
        guard let administered, administered.isDisjoint(with: wanted) else { return [] }
        return [Problem.Fault(place, .outsideYourZones)]
    }

    private static func delivered(
        _ zones: Set<ID<DeliveryZone>>,
        by companies: Set<ID<Company>>,
        _ tx: borrowing Tx
    ) throws -> [ID<Company>: Set<ID<DeliveryZone>>] {
        var delivered: [ID<Company>: Set<ID<DeliveryZone>>] = [:]
        try tx.forEach(
            """
            SELECT company_id, zone_id FROM company_zone
             WHERE company_id \(in: companies) AND zone_id \(in: zones)
            """
        ) { row in
            let company: ID<Company> = try row.next()
            let zone: ID<DeliveryZone> = try row.next()
            delivered[company, default: []].insert(zone)
        }
        return delivered
    }

    private static func administered(
        _ zones: Set<ID<DeliveryZone>>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> Set<ID<DeliveryZone>>? {
        guard scope.reach != .all, scope.area == .zones else { return nil }
        let mine = Visibility(zone: "z.id").visible(to: scope)
        let found: [ID<DeliveryZone>] = try tx.values(
            "SELECT z.id FROM delivery_zone z WHERE z.id \(in: zones) AND \(mine)"
        )
        return Set(found)
    }
}

// swift-format-ignore
extension Refusal {
    fileprivate static let nothingToChange = Refusal("nothing_to_change", ["en": "must have at least one of price, is_active, category_id and zones", "ar": "يجب أن يحتوي على واحد على الأقل من price وis_active وcategory_id وzones", "ku": "دەبێت لانیکەم یەکێک لەمانەی تێدا بێت: price، is_active، category_id، zones"])
}
