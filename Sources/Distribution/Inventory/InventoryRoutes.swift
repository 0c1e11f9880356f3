import Kernel
import Platform
import Store
import Web

/// The store room: what there is, what moved, what should be ordered.
enum InventoryRoutes {
    static let routes = rows.tagged("Inventory")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                                  handler    needs
        Patch("/inventory/stock/update",        update,    .stockManage, "Count, restock or write off one product").idempotent.refuses(.notFound, .outOfStock, .stale)
        Patch("/inventory/bulk-update",         bulk,      .stockManage, "The same for many, each by itself").idempotent
        Get  ("/inventory/low-stock",           low,       .stockRead,   "What is at its threshold or below, and not out")
        Get  ("/inventory/out-of-stock",        out,       .stockRead,   "What has run out")
        Get  ("/inventory/history",             history,   .stockRead,   "The movements, newest first")
        Get  ("/inventory/report",              report,    .stockRead,   "How much of what there is, and what it is worth")
        Get  ("/inventory/restock-suggestions", suggest,   .stockRead,   "What to order, how much, and why").within(.minutes(1))
        Get  ("/inventory/reconciliation",      reconcile, .stockRead,   "Whether every stock is the sum of its movements").within(.minutes(1))
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
        // Whoever may see everything sees the ledger of what is not sold any more, too.
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
        try await call.db.read { tx in try StockReport.make(filter, within: call.scope, tx) }
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

/// A count of one product.
struct StockUpdate: Body {
    var productId: ID<Product>
    /// What was counted; what differs is moved as a correction.
    var stock: Stock.Count?
    /// Added when positive, taken when negative; not beside `stock`.
    var change: Stock.Change?
    var kind: ManualMovement?
    var reason: Line<1, 500>?
    /// The stock that the caller saw; refused with 412 when it is another by now.
    var expectedStock: Int?

    var count: StockCount {
        StockCount(stock: stock, change: change, kind: kind, reason: reason, expectedStock: expectedStock)
    }
}

/// Whose stock is looked at.
struct StockFilter: Query {
    var companyId: ID<Company>?
    /// On this shelf, or on one below it.
    var categoryId: ID<Category>?
    var zoneId: ID<DeliveryZone>?
    /// Whether it is offered; both when absent.
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
