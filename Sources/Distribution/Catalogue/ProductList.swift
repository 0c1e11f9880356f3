import Kernel
import Platform
import Store
import Web

/// Product lists; those on sale are served from memory until the catalogue changes, with the current stock.
enum ProductList {
    /// Products on sale; for a shop owner by the prices that they pay and, without a zone filter, in their own zone.
    static func onSale(
        _ filter: ProductFilter,
        _ request: PageRequest,
        for call: Call
    ) async throws -> Page<ProductView> {
        var filter = filter
        let shop = try await ShopPrices.find(for: call)
        if filter.zoneId == nil { filter.zoneId = shop?.zone }
        let key = "products|\(filter.key(in: call.languages))|\(request.key)\(shop?.key ?? "")"
        let order = (filter.sort ?? .newest).order(in: call.languages)
        let page = try await remembered(key, call) { [filter] tx in
            if let shop, !shop.lists.isEmpty { return try priced(filter, for: shop, order, request, tx) }
            let conditions = [Product.onSale] + filter.conditions(for: tx.dialect)
            return try shown(conditions, order, filter.q != nil, request, tx)
        }
        let reader = ProductReader(call, isShop: shop != nil)
        return page.map { ProductView($0, for: reader) }
    }

    /// Products that the caller may change, inactive ones included.
    static func managed(
        _ filter: OwnProductFilter,
        _ request: PageRequest,
        for call: Call
    ) async throws -> Page<ProductView> {
        let scope = call.scope(of: .productManage)
        let order = (filter.sort ?? .newest).order(in: call.languages)
        let page = try await call.db.read { tx in
            try shown(
                [Product.managed(within: scope, deleted: filter.deleted == true)]
                    + filter.conditions(for: tx.dialect),
                order,
                filter.q != nil,
                request,
                tx
            )
        }
        let reader = ProductReader(call)
        return page.map { ProductView($0, for: reader) }
    }

    static func shown(
        _ conditions: [SQL],
        _ order: SortOrder<Product>,
        _ isSearch: Bool,
        _ request: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<ShownProduct> {
        if isSearch { try tx.forceReplanning() }
        // Without it SQLite scans all products in list order until enough of them match the words.
        let wordsFirst: SQL? = isSearch ? "\(pg: "", sqlite: " LIMIT -1")" : nil
        let page = try tx.page(
            request,
            "SELECT \(Product.columns) FROM product p WHERE \(SQL.all(conditions))\(wordsFirst)",
            order: order
        )
        return Page(try ShownProduct.complete(page.data, tx), next: page.next, total: page.total)
    }

    /// The page of an earlier caller if the catalogue has not changed since, or else a new one.
    ///
    /// One round trip reads the generation and the stocks: a sale changes the stock in a list, not the list.
    private static func remembered(
        _ key: String,
        _ call: Call,
        _ page: @escaping @Sendable (borrowing Tx) throws -> Page<ShownProduct>
    ) async throws -> Page<ShownProduct> {
        if let (old, generation) = call.site.localCache.recall(key, as: Page<ShownProduct>.self) {
            let ids = old.data.map(\.product.id)
            let (now, stocks) = try await call.db.all(
                Generation.query,
                "SELECT p.id, p.stock FROM product p WHERE p.id \(in: ids)",
                as: (Generation, StockNow).self
            )
            if now.first?.value == generation {
                let left = Dictionary(stocks.map { ($0.product, $0.stock) }) { $1 }
                return old.map { $0.with(stock: left[$0.product.id] ?? 0) }
            }
        }
        let (new, generation) = try await call.db.read { tx in
            (try page(tx), try tx.one(Generation.query, as: Generation.self).value)
        }
        call.site.localCache.keep(new, under: key, generation: generation)
        return new
    }

    private struct StockNow: RowDecodable {
        let product: ID<Product>
        let stock: Int

        init(_ row: inout Row) throws {
            product = try row.next()
            stock = try row.next()
        }
    }
}

/// The number of catalogue changes, counted by triggers in the transactions that made them.
struct Generation: RowDecodable {
    let value: Int

    static let query: SQL = "SELECT CAST(COALESCE(SUM(value), 0) AS BIGINT) FROM catalogue_generation"

    init(_ row: inout Row) throws { value = try row.next() }
}

extension PageRequest {
    fileprivate var key: String {
        switch position {
        case .after(let cursor): "\(limit)|after|\(cursor?.token ?? "")"
        case .number(let number): "\(limit)|page|\(number)"
        }
    }
}
