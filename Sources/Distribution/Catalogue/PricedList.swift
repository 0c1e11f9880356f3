import Kernel
import Platform
import Store

// Lists of products for shops with price lists, by the prices that they pay.
extension ProductList {
    /// Products on sale, with the prices of the shop in its filter, its order and its products.
    static func priced(
        _ filter: ProductFilter,
        for shop: ShopPrices,
        _ order: SortOrder<Product>,
        _ request: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<ShownProduct> {
        let page: Page<ShownProduct>
        if let byPrice = filter.sort?.ownPrices {
            let found = try sorted(filter, for: shop, byPrice, request, tx)
            let products = try ShownProduct.complete(found.data.map(\.product), tx)
            page = Page(products, next: found.next, total: found.total)
        } else {
            let conditions = filter.conditions(pricedBy: shop, for: tx.dialect)
            page = try shown(conditions, order, filter.q != nil, request, tx)
        }
        return Page(try shop.price(page.data, tx), next: page.next, total: page.total)
    }

    private static func sorted(
        _ filter: ProductFilter,
        for shop: ShopPrices,
        _ order: SortOrder<PricedProduct>,
        _ request: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<PricedProduct> {
        guard filter.q != nil else {
            return try tx.page(request, inTwoParts(filter, shop, request, tx.dialect), order: order)
        }
        try tx.forceReplanning()
        let wanted = SQL.all(filter.conditions(pricedBy: shop, for: tx.dialect))
        return try tx.page(
            request,
            """
            SELECT \(Product.columns), \(shop.ownPrice) AS own_price FROM product p
             WHERE \(wanted)\(pg: "", sqlite: " LIMIT -1")
            """,
            order: order
        )
    }

    /// The products without a price in the lists, in the order of the index on prices, and the few with one.
    ///
    /// Otherwise every product on sale would have to be priced for a page of twenty.
    private static func inTwoParts(
        _ filter: ProductFilter,
        _ shop: ShopPrices,
        _ request: PageRequest,
        _ dialect: Dialect
    ) -> SQL {
        let others = SQL.all([Product.onSale] + filter.conditions(for: dialect))
        let named = SQL.all(filter.conditions(pricedBy: shop, for: dialect))
        return
            """
            \(pg: "(", sqlite: "")SELECT \(Product.columns), p.price AS own_price FROM product p
             WHERE p.id NOT IN (\(shop.listed)) AND \(others)\(filter.indexOrder(of: request))\(pg: ")", sqlite: "")
            UNION ALL
            \(pg: "(", sqlite: "")SELECT \(Product.columns), \(shop.ownPrice) AS own_price FROM product p
             WHERE p.id IN (\(shop.listed)) AND \(named)\(pg: ")", sqlite: "")
            """
    }
}

extension ProductFilter {
    /// The conditions of products on sale, with the bounds of the price for the shop's price.
    fileprivate func conditions(pricedBy shop: ShopPrices, for dialect: Dialect) -> [SQL] {
        var rest = self
        (rest.minPrice, rest.maxPrice) = (nil, nil)
        let conditions = [Product.onSale] + rest.conditions(for: dialect)
        guard minPrice != nil || maxPrice != nil else { return conditions }
        let (lowest, highest) = (minPrice?.value ?? 0, maxPrice?.value ?? Dinars.limit)
        let bounds: SQL = "\(shop.ownPrice) BETWEEN \(lowest) AND \(highest)"
        return conditions + [bounds]
    }

    /// Has PostgreSQL read the index instead of sorting everything, where a page does not count everything.
    fileprivate func indexOrder(of request: PageRequest) -> SQL? {
        guard case .after = request.position else { return nil }
        return sort == .priceDescending
            ? "\(pg: " ORDER BY p.price DESC, p.id DESC", sqlite: "")"
            : "\(pg: " ORDER BY p.price, p.id", sqlite: "")"
    }
}

extension ProductSort {
    /// The order by the prices of a shop; nil when the order is not by price.
    fileprivate var ownPrices: SortOrder<PricedProduct>? {
        switch self {
        case .priceAscending:
            SortOrder<PricedProduct>(.ascending("own_price", \.ownPrice), .ascending("id", \.product.id))
        case .priceDescending:
            SortOrder<PricedProduct>(.descending("own_price", \.ownPrice), .descending("id", \.product.id))
        default: nil
        }
    }
}

/// A product with the price that a shop pays in its smallest order.
private struct PricedProduct: RowDecodable {
    let product: Product
    let ownPrice: Dinars

    init(_ row: inout Row) throws {
        product = try Product(&row)
        ownPrice = try row.next()
    }
}
