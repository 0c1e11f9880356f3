import Kernel
import Platform
import Store

extension Product {
    static func add(_ new: NewProduct, by call: Call, _ tx: borrowing Tx) throws -> Product {
        let scope = call.scope(of: .productManage)
        let company = try seller(new.companyId, scope, tx)
        let zones = try check(new.zones, new.images, new.categoryId, of: company, tx)
        let id = tx.newID(of: Product.self)
        let names = SortNames(new.name)
        let inserted = try tx.execute(
            """
            INSERT INTO product (id, sku, company_id, category_id, name, description, search_text, sort_name, sort_name_ku,
                                 sort_name_en, price, pack_size, minimum_quantity, stock, low_stock_threshold, is_active,
                                 created_at, updated_at, version)
            VALUES (\(id), \(new.sku), \(company), \(new.categoryId), \(json: new.name), \(json: new.description),
                    \(SearchText.stored(new.name, new.description, new.sku)), \(names.ar), \(names.ku), \(names.en),
                    \(new.price.dinars), \(new.packSize), \(new.minimumQuantity?.value ?? 1), 0,
                    \(new.lowStockThreshold?.value ?? 10), \(new.isActive ?? true), \(tx.now), \(tx.now), 1)
            ON CONFLICT (sku) DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.skuTaken) }
        try keep(zones, of: id, tx)
        try ProductImages.replace(of: id, by: new.images ?? [], tx)
        if let stock = new.stock?.value, stock > 0 {
            let opening = StockChange(product: id, quantity: stock)
            try Stock.move([opening], .restock, because: "opening stock", by: call.actor, tx)
        }
        try Audit.record(CatalogueAction.productAdd, of: kind, id.cast(), by: call.actor, tx)
        return try stillManaged(id, within: scope, tx)
    }

    func changed(by changes: ProductChanges, as call: Call, _ tx: borrowing Tx) throws -> Product {
        let zones = try Self.check(changes.zones, changes.images, changes.categoryId, of: company, tx)
        let (sku, name) = (changes.sku ?? sku, changes.name ?? name)
        let description = changes.description.applied(to: description)
        let packSize = changes.packSize.map(\.value).applied(to: packSize)
        let isTaken = try tx.exists("SELECT 1 FROM product WHERE sku = \(sku) AND id <> \(id)")
        if isTaken { throw Problem(.skuTaken) }
        try tx.changeOne(
            """
            UPDATE product
               SET sku = \(sku), category_id = \(changes.categoryId ?? category), name = \(json: name),
                   description = \(json: description), search_text = \(SearchText.stored(name, description, sku)),
                   \(SortNames(name).assignments), price = \(changes.price?.dinars ?? price),
                   pack_size = \(packSize),
                   minimum_quantity = \(changes.minimumQuantity?.value ?? minimumQuantity),
                   low_stock_threshold = \(changes.lowStockThreshold?.value ?? lowStockThreshold),
                   is_active = \(changes.isActive ?? isActive), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version) AND deleted_at IS NULL
            """
        )
        if changes.zones != nil {
            try tx.execute("DELETE FROM product_zone WHERE product_id = \(id)")
            try Self.keep(zones, of: id, tx)
        }
        if let images = changes.images { try ProductImages.replace(of: id, by: images, tx) }
        try Audit.record(CatalogueAction.productChange, of: Self.kind, id.cast(), by: call.actor, tx)
        return try Self.stillManaged(id, within: call.scope(of: .productManage), tx)
    }

    /// Hides the product from buyers and from its company; orders keep it.
    func delete(by actor: Actor, _ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE product
               SET is_active = \(false), deleted_at = \(tx.now), deleted_sku = sku, sku = \("deleted:\(id)"),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version) AND deleted_at IS NULL
            """
        )
        try Audit.record(CatalogueAction.productDelete, of: Self.kind, id.cast(), by: actor, tx)
    }

    /// Returns the product, inactive, to its company's catalogue; refused if another product has taken its SKU.
    func restored(by actor: Actor, _ tx: borrowing Tx) throws -> Product {
        guard try !tx.exists("SELECT 1 FROM product WHERE sku = \(sku)") else { throw Problem(.skuTaken) }
        try tx.changeOne(
            """
            UPDATE product
               SET sku = deleted_sku, deleted_sku = NULL, deleted_at = NULL, updated_at = \(tx.now), version = version + 1,
                   search_text = \(SearchText.stored(name, description, sku)), \(SortNames(name).assignments)
             WHERE id = \(id) AND version = \(version) AND deleted_at IS NOT NULL
            """
        )
        try Audit.record(CatalogueAction.productRestore, of: Self.kind, id.cast(), by: actor, tx)
        return try tx.one("SELECT \(Self.columns) FROM product p WHERE p.id = \(id)")
    }

    /// Refuses a change after which a location admin could no longer reach the product.
    private static func stillManaged(
        _ id: ID<Product>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> Product {
        do {
            return try find(id, within: scope, tx)
        } catch let problem as Problem where problem.code == .notFound {
            throw Problem(.invalid, faults: [Problem.Fault("/zones", .outsideYourZones)])
        }
    }

    private static func keep(_ zones: [ID<DeliveryZone>], of id: ID<Product>, _ tx: borrowing Tx) throws {
        for zone in zones {
            try tx.execute("INSERT INTO product_zone (product_id, zone_id) VALUES (\(id), \(zone))")
        }
    }
}
