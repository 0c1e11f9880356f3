import Kernel
import Platform
import Store
import Web

/// The routes of stock levels, movements, reports and restock suggestions.
enum InventoryRoutes {
    static let routes = rows.tagged("Inventory")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                                  handler    needs
        Patch("/inventory/stock/update",        update,    .stockManage, "Update a stock level",
               details: "Either sets the counted stock or adds and removes units; the difference is recorded as a stock movement.").idempotent.refuses(.notFound, .outOfStock, .stale)
        Patch("/inventory/bulk-update",         bulk,      .stockManage, "Update stock levels in bulk",
               details: "Up to 500 products. Each row succeeds or is refused on its own, and the answer lists the outcome of each.").idempotent
        Get  ("/inventory/low-stock",           low,       .stockRead,   "List products low on stock",
               details: "Products at or below their low-stock threshold, but not out of stock; lowest stock first.")
        Get  ("/inventory/out-of-stock",        out,       .stockRead,   "List products out of stock")
        Get  ("/inventory/history",             history,   .stockRead,   "List stock movements",
               details: "Newest first. Movements of deleted products are listed only for callers who may read all stock.")
        Get  ("/inventory/report",              report,    .stockRead,   "Get the stock report",
               details: "Products, units and value: in total, by company and by category.")
        Get  ("/inventory/report/products",     products,  .stockRead,   "List the products of the stock report",
               details: "The products that the stock report counts, each with its stock and the value of it, and the names of product, company and category in the language of the request.")
        Get  ("/inventory/restock-suggestions", suggest,   .stockRead,   "List restock suggestions",
               details: "Products to order, most urgent first, with the demand and the assumptions that each quantity is based on.").within(.minutes(1))
        Get  ("/inventory/reconciliation",      reconcile, .stockRead,   "Check stock levels against movements",
               details: "Lists products whose stock is not the sum of their movements; there should be none.").within(.minutes(1))
    }

    static func update(_ call: Call, body: StockUpdate) async throws -> StockView {
        try await call.db.write { tx in try StockDesk.update(body.productId, body.count, by: call, tx) }
    }

    static func bulk(_ call: Call, body: BulkStock) async throws -> BulkStockView {
        try await call.db.write { tx in try body.apply(by: call, tx) }
    }

    static func low(_ call: Call, filter: StockFilter, page: PageRequest) async throws -> Page<StockView> {
        try await list("p.is_low", filter, page, call)
    }

    static func out(_ call: Call, filter: StockFilter, page: PageRequest) async throws -> Page<StockView> {
        try await list("p.is_out", filter, page, call)
    }

    static func history(
        _ call: Call,
        filter: MovementFilter,
        page: PageRequest
    ) async throws -> Page<StockMovement> {
        // Callers with access to all stock also see the movements of deleted products.
        let mine: SQL = call.scope.reach == .all ? "TRUE" : Product.managed(within: call.scope)
        return try await call.db.read { tx in
            try tx.page(
                page,
                """
                SELECT \(StockMovement.columns) FROM stock_movement s JOIN product p ON p.id = s.product_id
                 WHERE \(SQL.all([mine] + filter.conditions))
                """,
                order: SortOrder(.descending("at", \.at), .descending("id", \.id))
            )
        }
    }

    static func report(_ call: Call, filter: StockFilter) async throws -> StockReport {
        let context = call.reportContext
        return try await call.db.read { tx in try StockReport.make(filter, context, tx) }
    }

    static func products(
        _ call: Call,
        filter: StockFilter,
        sort: StockReportSort,
        page: PageRequest
    ) async throws -> Page<StockReportLine> {
        let context = call.reportContext
        let order = (sort.sort ?? .skuAscending).order(in: context.languages)
        return try await call.db.read { tx in
            try tx.page(page, StockReportRow.query(filter, context), order: order)
                .map { StockReportLine($0, in: context.languages) }
        }
    }

    static func suggest(_ call: Call, filter: SuggestionFilter) async throws -> Listing<RestockSuggestion> {
        try await call.db.read { tx in Listing(try RestockSuggestion.list(filter, within: call.scope, tx)) }
    }

    static func reconcile(_ call: Call) async throws -> StockReconciliation {
        try await call.db.read { tx in try StockReconciliation.make(within: call.scope, tx) }
    }

    private static func list(
        _ condition: SQL,
        _ filter: StockFilter,
        _ page: PageRequest,
        _ call: Call
    ) async throws -> Page<StockView> {
        let conditions: [SQL] = [condition, Product.managed(within: call.scope)] + filter.conditions
        return try await call.db.read { tx in
            let products: Page<Product> = try tx.page(
                page,
                "SELECT \(Product.columns) FROM product p WHERE \(SQL.all(conditions))",
                order: SortOrder(.ascending("stock", \.stock), .ascending("id", \.id))
            )
            return products.map(StockView.init)
        }
    }
}

/// A stock update of one product.
struct StockUpdate: Body {
    var productId: ID<Product>
    /// Counted stock in units; the difference is recorded as a correction unless `kind` says otherwise.
    var stock: Stock.Count?
    /// Units to add, or to remove when negative; not together with `stock`, and never 0.
    var change: Stock.Change?
    /// The movement to record; by default `restock` for a positive `change` and `correction` otherwise.
    var kind: ManualMovement?
    /// Note kept with the movement; none when absent.
    var reason: Line<1, 500>?
    /// The stock that the caller last saw; any other current stock is refused with 412.
    ///
    /// Not checked when absent.
    var expectedStock: Int?

    var count: StockCount {
        StockCount(stock: stock, change: change, kind: kind, reason: reason, expectedStock: expectedStock)
    }
}

/// The filter of a stock list.
struct StockFilter: Query {
    /// Only products sold by this company.
    var companyId: ID<Company>?
    /// Only products of this category or of one below it.
    var categoryId: ID<Category>?
    /// Only products delivered to this zone.
    var zoneId: ID<DeliveryZone>?
    /// True for products on offer, false for inactive ones; both when absent.
    var active: Bool?

    var conditions: [SQL] {
        [
            companyId.map { "p.company_id = \($0)" },
            categoryId.map { "p.category_id IN (\(Category.descendants(of: $0)))" },
            zoneId.map { Product.sold(in: $0) },
            active.map { "p.is_active = \($0)" },
        ].compactMap(\.self)
    }
}
