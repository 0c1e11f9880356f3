import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("the demo")
struct LiveDemoTests {
    @Test func `a believable market, however often it is set up`() async throws {
        let world = try await World(distribution, cast: "live") { site in
            try await liveDemo(site)
            let once = try await counts(site.db)
            try await liveDemo(site)
            #expect(try await counts(site.db) == once)
        }
        let statuses = try await world.db.read { tx in
            try tx.values("SELECT DISTINCT status FROM sales_order", as: String.self)
        }
        #expect(Set(statuses) == Set(Order.Status.allCases.map(\.rawValue)), "orders in every state")
        let kinds = try await world.db.read { tx in
            try tx.values("SELECT kind FROM promotion", as: String.self)
        }
        #expect(kinds.sorted() == ["bundle", "buy_x_get_y", "fixed", "percentage"])
        let used = try await world.db.read { tx in
            try tx.values("SELECT DISTINCT promotion_id FROM promotion_use", as: ID<Promotion>.self)
        }
        #expect(used.count == 4, "each was used")
        let wrong = try await world.db.read { tx in
            try tx.values(
                """
                SELECT p.sku FROM product p
                 WHERE p.stock <> (SELECT COALESCE(SUM(m.quantity), 0) FROM stock_movement m WHERE m.product_id = p.id)
                """,
                as: String.self
            )
        }
        #expect(wrong.isEmpty)
        let dashboard = try await world.as(.noor).get("/api/analytics/dashboard")
        #expect((dashboard["sales"]?["orders"]?.integerValue ?? 0) > 15)
        #expect((dashboard["top_products"]?.arrayValue?.count ?? 0) == 5)
        #expect((dashboard["sales"]?["returned"]?.integerValue ?? 0) > 0, "something came back")
        let orders = try await world.as(.omar).get("/api/orders?limit=100")
        #expect((orders["data"]?.arrayValue?.count ?? 0) > 8)
    }

    private func counts(_ db: Database) async throws -> [Int] {
        try await db.read { tx in
            let queries: [SQL] = [
                "SELECT COUNT(*) FROM account", "SELECT COUNT(*) FROM product",
                "SELECT COUNT(*) FROM sales_order",
                "SELECT COUNT(*) FROM promotion", "SELECT COUNT(*) FROM price_list",
                "SELECT COUNT(*) FROM stock_movement", "SELECT COUNT(*) FROM favourite",
                "SELECT COUNT(*) FROM notify_me", "SELECT COUNT(*) FROM needed_item",
                "SELECT COUNT(*) FROM address", "SELECT COUNT(*) FROM notice",
            ]
            return try queries.map { sql in try tx.value(sql, as: Int.self) ?? -1 }
        }
    }
}
