import Kernel
import Platform
import Store
import Web

/// The routes of products, for buyers and for sellers.
enum Products {
    static let routes = (rows + ImageUploads.rows).tagged("Products") + vendorRows.tagged("Vendors")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                        handler  needs
        Get   ("/products",            list,    .anyone,        "List products",
               details: "Lists products that can be bought: active, of an active company and in an active category. With `deleted=true` it lists the deleted products that the caller may restore.")
        Get   ("/products/{id}",       show,    .anyone,        "Get a product",
               details: "Inactive products are found only by callers who manage them.")
        Post  ("/products",            create,  .productManage, "Create a product",
               details: "Initial stock is recorded as a restock movement.").idempotent.refuses(.skuTaken, .conflict)
        Put   ("/products/{id}",       change,  .productManage, "Update a product",
               details: "Absent members stay as they are. Stock is changed separately.").refuses(.skuTaken, .stale, .conflict)
        Delete("/products/{id}",       remove,  .productManage, "Delete a product",
               details: "The product is no longer offered. Orders keep it, and it can be restored.").refuses(.stale)
        Post  ("/products/{id}/restore", restore, .productManage, "Restore a deleted product",
               details: "The product comes back inactive. Refused if another product has taken its SKU.").refuses(.skuTaken, .stale)
        Patch ("/products/bulk-update", bulk,   .productManage, "Update products in bulk",
               details: "Price, activity, category and zones of up to 1,000 products. Each row succeeds or is refused on its own, and the answer lists the outcome of each; values of the wrong form refuse the whole request.").idempotent.within(.minutes(1)).upTo(bytes: 2 << 20).refuses(.conflict)
        Patch ("/products/{id}/stock", restock, .stockManage,   "Update a product's stock",
               details: "Either sets the counted stock or adds and removes units; the difference is recorded as a stock movement.").refuses(.outOfStock, .stale)
    }

    // The same handlers, limited to the vendor's company.
    // swift-format-ignore
    @RouteTable private static var vendorRows: [Route] {
        //     path                                handler  needs
        Get   ("/vendors/products",            own,     .vendorPortal, "List the vendor's products",
               details: "Lists the products of the vendor's company, inactive ones included.")
        Post  ("/vendors/products",            create,  .vendorPortal, "Create a vendor product",
               details: "The product belongs to the vendor's company.").idempotent.refuses(.skuTaken, .conflict)
        Put   ("/vendors/products/{id}",       change,  .vendorPortal, "Update a vendor product",
               details: "Absent members stay as they are. Stock is changed separately.").refuses(.skuTaken, .stale, .conflict)
        Delete("/vendors/products/{id}",       remove,  .vendorPortal, "Delete a vendor product",
               details: "The product is no longer offered. Orders keep it, and it can be restored.").refuses(.stale)
        Post  ("/vendors/products/{id}/restore", restore, .vendorPortal, "Restore a deleted vendor product",
               details: "The product comes back inactive. Refused if another product has taken its SKU.").refuses(.skuTaken, .stale)
        Patch ("/vendors/products/bulk-update", bulk, .vendorPortal, "Update vendor products in bulk",
               details: "Price, activity, category and zones of up to 1,000 products. Each row succeeds or is refused on its own, and the answer lists the outcome of each; values of the wrong form refuse the whole request.").idempotent.within(.minutes(1)).upTo(bytes: 2 << 20).refuses(.conflict)
        Patch ("/vendors/products/{id}/stock", restock, .vendorPortal, "Update a vendor product's stock",
               details: "Either sets the counted stock or adds and removes units; the difference is recorded as a stock movement.").refuses(.outOfStock, .stale)
    }

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
        return Cached(try await ProductList.onSale(filter, page, for: call), seconds: call.freshness)
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
        let view = try ProductView(product, for: call, tx)
        return Tagged(view, version: product.version, seconds: call.freshness)
    }

    /// Translates conflicts of simultaneous writes: a taken SKU, a category that was just deleted.
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
    fileprivate static let forSellers = Refusal("for_sellers", ["en": "is available only to callers who manage products", "ar": "متاح فقط لمن يديرون المنتجات", "ku": "تەنها بۆ ئەوانە بەردەستە کە بەرهەمەکان بەڕێوە دەبەن"])
}
