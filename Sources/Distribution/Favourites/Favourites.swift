import Kernel
import Platform
import Store
import Web

/// The routes of shop owners' favourite products.
enum Favourites {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                               handler  needs
        Get   ("/users/favorites",             list,   .wish, "List favourite products",
               details: "The caller's own favourites that can currently be bought, latest first.")
        Post  ("/users/favorites/{productId}", add,    .wish, "Add a favourite product",
               details: "Adding a product again changes nothing.")
        Delete("/users/favorites/{productId}", remove, .wish, "Remove a favourite product")
    }

    static func list(_ call: Call, page: PageRequest) async throws -> Page<FavouriteView> {
        let me = try call.account
        return try await call.db.read { tx in
            let rows: Page<Favourite> = try tx.page(
                page,
                """
                SELECT f.product_id, f.created_at FROM favourite f JOIN product p ON p.id = f.product_id
                 WHERE f.account_id = \(me) AND \(Product.onSale)
                """,
                order: SortOrder(.descending("created_at", \.createdAt), .descending("product_id", \.product))
            )
            let products = try Product.list(rows.data.map(\.product), tx)
            let shop = try ShopPrices.find(for: call, tx)
            let complete = try ShownProduct.complete(products, tx)
            let shown = try shop?.price(complete, tx) ?? complete
            let known = Dictionary(shown.map { ($0.product.id, $0) }) { first, _ in first }
            let reader = ProductReader(call, isShop: shop != nil)
            let views = rows.data.compactMap { row in
                known[row.product].map {
                    FavouriteView(product: ProductView($0, for: reader), createdAt: row.createdAt)
                }
            }
            return Page(views, next: rows.next, total: rows.total)
        }
    }

    /// Idempotent.
    static func add(_ call: Call, product: ID<Product>) async throws -> Created<FavouriteView> {
        let me = try call.account
        return try await call.db.write { tx in
            let found = try Product.findOnSale(product, tx)
            let isOne: SQL = "SELECT 1 FROM favourite WHERE account_id = \(me) AND product_id = \(product)"
            if try !tx.exists(isOne) { try Quota.favourites.consume(as: call, tx) }
            try tx.execute(
                """
                INSERT INTO favourite (account_id, product_id, created_at) VALUES (\(me), \(product), \(tx.now))
                ON CONFLICT DO NOTHING
                """
            )
            let since: Instant? = try tx.value(
                "SELECT created_at FROM favourite WHERE account_id = \(me) AND product_id = \(product)"
            )
            let view = try ProductView(found, for: call, tx)
            return Created(
                FavouriteView(product: view, createdAt: since ?? tx.now),
                at: "/users/favorites"
            )
        }
    }

    static func remove(_ call: Call, product: ID<Product>) async throws -> NoContent {
        let me = try call.account
        return try await call.db.write { tx in
            let gone = try tx.execute(
                "DELETE FROM favourite WHERE account_id = \(me) AND product_id = \(product)"
            )
            guard gone == 1 else { throw Problem(.notFound) }
            return NoContent()
        }
    }

    private struct Favourite: RowDecodable {
        let product: ID<Product>
        let createdAt: Instant

        init(_ row: inout Row) throws {
            product = try row.next()
            createdAt = try row.next()
        }
    }
}

/// A favourite of the caller.
struct FavouriteView: View {
    var product: ProductView
    /// Time when it was added.
    var createdAt: Instant
}
