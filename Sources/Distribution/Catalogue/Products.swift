import Kernel
import Platform
import Store
import Web

/// The goods: for everyone to look at, for those who sell them to keep.
enum Products {
    static let routes = (rows + ImageUploads.rows).tagged("Products") + vendorRows.tagged("Vendors")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                        handler  needs
        Get   ("/products",            list,    .anyone,        "What can be bought, in one's own zone for a shop owner")
        Get   ("/products/{id}",       show,    .anyone,        "One product")
        Post  ("/products",            create,  .productManage, "A new product").idempotent.refuses(.skuTaken, .conflict)
        Put   ("/products/{id}",       change,  .productManage, "Change a product").refuses(.skuTaken, .stale, .conflict)
        Delete("/products/{id}",       remove,  .productManage, "Take a product out of the catalogue").refuses(.stale)
        Post  ("/products/{id}/restore", restore, .productManage, "Restore a deleted product; it is not offered yet").refuses(.skuTaken, .stale)
        Patch ("/products/{id}/stock", restock, .stockManage,   "Count, restock or write off").refuses(.outOfStock, .stale)
    }

    // A vendor reaches their own company's with the same functions.
    // swift-format-ignore
    @RouteTable private static var vendorRows: [Route] {
        //     path                                handler  needs
        Get   ("/vendors/products",            own,     .vendorPortal, "The products of one's company, inactive ones too")
        Post  ("/vendors/products",            create,  .vendorPortal, "A new product of one's company").idempotent.refuses(.skuTaken, .conflict)
        Put   ("/vendors/products/{id}",       change,  .vendorPortal, "Change a product of one's company").refuses(.skuTaken, .stale, .conflict)
        Delete("/vendors/products/{id}",       remove,  .vendorPortal, "Take a product out of the catalogue").refuses(.stale)
        Post  ("/vendors/products/{id}/restore", restore, .vendorPortal, "Restore a deleted product of one's company; it is not offered yet").refuses(.skuTaken, .stale)
        Patch ("/vendors/products/{id}/stock", restock, .vendorPortal, "Count, restock or write off").refuses(.outOfStock, .stale)
    }

    /// How long the anonymous may keep what they were shown; who is logged in asks each time, and is answered 304.
    static func freshness(for call: Call) -> Int { call.actor.kind == .nobody ? 30 : 0 }

    static func list(
        _ call: Call,
        filter: ProductFilter,
        page: PageRequest
    ) async throws -> Cached<Page<ProductView>> {
        if filter.deleted == true {
            guard call.scope(of: .productManage).reach != .none else {
                throw Problem(.invalid, faults: [Problem.Fault("query/deleted", .forSellers)])
            }
            return Cached(try await ProductList.managed(filter.own, page, for: call), seconds: 0)
        }
        return Cached(try await ProductList.onSale(filter, page, for: call), seconds: freshness(for: call))
    }

    static func own(
        _ call: Call,
        filter: OwnProductFilter,
        page: PageRequest
    ) async throws -> Page<ProductView> {
        try await ProductList.managed(filter, page, for: call)
    }

    static func show(_ call: Call, id: ID<Product>) async throws -> Tagged<ProductView> {
        let seen: SQL = .any([Product.onSale, Product.managed(within: call.scope(of: .productManage))])
        return try await call.db.read { tx in
            let product: Product = try tx.one(
                "SELECT \(Product.columns) FROM product p WHERE p.id = \(id) AND (\(seen))"
            )
            return try tagged(product, call, tx)
        }
    }

    static func create(_ call: Call, body: NewProduct) async throws -> Created<ProductView> {
        try await refusing {
            try await call.db.write { tx in
                let product = try Product.add(body, by: call, tx)
                let view = ProductView(try ShownProduct(product, tx), for: call)
                return Created(view, at: "/products/\(product.id)", version: product.version)
            }
        }
    }

    static func change(
        _ call: Call,
        id: ID<Product>,
        match: IfMatch?,
        body: ProductChanges
    ) async throws -> Tagged<ProductView> {
        try await refusing {
            try await call.db.write { tx in
                let product = try Product.find(id, within: call.scope(of: .productManage), tx)
                try match?.check(product.version)
                return try tagged(product.changed(by: body, as: call, tx), call, tx)
            }
        }
    }

    static func remove(_ call: Call, id: ID<Product>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let product = try Product.find(id, within: call.scope(of: .productManage), tx)
            try match?.check(product.version)
            try product.delete(by: call.actor, tx)
            return NoContent()
        }
    }

    static func restore(_ call: Call, id: ID<Product>, match: IfMatch?) async throws -> Tagged<ProductView> {
        try await refusing {
            try await call.db.write { tx in
                let scope = call.scope(of: .productManage)
                let product: Product = try tx.one(
                    """
                    SELECT \(Product.columns) FROM product p
                     WHERE p.id = \(id) AND \(Product.managed(within: scope, deleted: true))
                    """
                )
                try match?.check(product.version)
                return try tagged(product.restored(by: call.actor, tx), call, tx)
            }
        }
    }

    static func restock(_ call: Call, id: ID<Product>, body: StockCount) async throws -> StockView {
        try await call.db.write { tx in
            try StockDesk.update(id, body, by: call, tx)
        }
    }

    private static func tagged(
        _ product: Product,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Tagged<ProductView> {
        let view = ProductView(try ShownProduct(product, tx), for: call)
        return Tagged(view, version: product.version, seconds: freshness(for: call))
    }

    /// What only the database saw, as two who wrote at once: a taken SKU, a category that has just gone.
    private static func refusing<R>(_ work: () async throws -> R) async throws -> R {
        do {
            return try await work()
        } catch let error as DatabaseError where error.isUnique() {
            throw Problem(.skuTaken)
        } catch let error as DatabaseError where error.isForeignKey {
            throw Problem(.conflict)
        }
    }
}

// swift-format-ignore
extension Refusal {
    fileprivate static let forSellers = Refusal("for_sellers", ["en": "is for those who manage products", "ar": "لمن يديرون المنتجات", "ku": "بۆ ئەوانەیە کە بەرهەمەکان بەڕێوە دەبەن"])
}
