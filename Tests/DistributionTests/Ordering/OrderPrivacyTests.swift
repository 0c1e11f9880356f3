import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("orders of erased accounts")
struct OrderPrivacyTests {
    @Test func `addresses and cart go, orders stay without what says where to`() async throws {
        let world = try await shoppingMarket()
        let done = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        _ = try await world.as(.omar).delete("/api/orders/\(done)", ["reason": "Omar's cousin"])
        let open = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        _ = try await world.as(.omar).post(
            "/api/cart/items",
            ["product_id": .string(try await world.productID("FUR-TEA-450")), "quantity": 1]
        )
        let customer = try await world.db.read { tx in
            try tx.value("SELECT customer_id FROM sales_order", as: ID<Account>.self)
        }
        let account = try #require(customer)
        try await world.db.write { tx in
            for data in [addressData, cartData, orderData] {
                for step in data.erasure.steps(account, tx.now) { try tx.execute(step) }
            }
        }
        #expect(try await world.countRows("SELECT COUNT(*) FROM address WHERE account_id = \(account)") == 0)
        #expect(try await world.countRows("SELECT COUNT(*) FROM cart_item") == 0)
        let kept = try await world.as(.noor).get("/api/orders/\(done)")
        #expect(kept["total"] == 12_500 && kept["address"]?["street"] == "-")
        #expect(!kept.text.contains("cousin"))
        let underWay = try await world.as(.noor).get("/api/orders/\(open)")
        #expect(underWay["address"]?["street"] != "-", "it is still to be delivered")
    }

    @Test func `where an order went is forgotten after two years`() async throws {
        let world = try await shoppingMarket()
        let id = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        _ = try await world.as(.omar).delete("/api/orders/\(id)")
        world.clock.advance(by: .hours(24 * 800))
        let due: @Sendable (borrowing Tx) throws -> Int = { tx in
            let rows = orderAddressRetention.due(tx.now - .hours(24 * 730))
            return try tx.value("SELECT COUNT(*) FROM \(rows)", as: Int.self) ?? 0
        }
        #expect(try await world.db.read(due) == 1)
        try await world.db.write { tx in
            let ids: [ID<Subject>] = try tx.values("SELECT id FROM sales_order")
            for step in orderAddressRetention.steps(ids) { try tx.execute(step) }
        }
        #expect(try await world.db.read(due) == 0, "it is done once")
    }

    @Test func `after ten years nobody knows whose an order was; what it came to stays`() async throws {
        let world = try await shoppingMarket()
        let old = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        for status in ["CONFIRMED", "PROCESSING", "SHIPPED", "DELIVERED"] {
            #expect(try await world.move(old, to: status, as: .ali).status == 200)
        }
        #expect(try await world.takeBack(old, 1).status == 201)
        world.clock.advance(by: .hours(24 * 3_600))
        let young = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        let before = try await world.as(.noor).get("/api/orders/\(old)")
        world.clock.advance(by: .hours(24 * 60))

        for _ in 0..<2 { try await endKeeping(in: world) }

        let mine = try await world.as(.omar).get("/api/orders")["data"]?.arrayValue ?? []
        #expect(mine.compactMap { $0["id"]?.stringValue } == [young])
        #expect(try await world.as(.omar).get("/api/orders/\(old)").status == 404)
        let after = try await world.as(.noor).get("/api/orders/\(old)")
        for member in ["total", "returned", "lines", "status", "company_id", "zone_id", "placed_at"] {
            #expect(after[member] == before[member], "\(member)")
        }
        #expect(after["address"]?["street"] == "-" && after["customer_name"] == "-")
        let omar = try #require(before["customer_id"]?.stringValue)
        let steps = after["history"]?.arrayValue ?? []
        #expect(
            steps.count == 6
                && steps.allSatisfy { $0["reason"] == nil && $0["actor_id"]?.stringValue != omar }
        )
        let traces = try await world.countRows(
            """
            SELECT COUNT(*) FROM stock_movement m
             WHERE m.order_id = \(ID<Order>(old)) AND m.by_account = \(ID<Account>(omar))
            """
        )
        #expect(traces == 0)
        #expect(try await world.as(.noor).get("/api/orders/stats")["count"] == 2)
    }

    /// The nightly work on orders.
    private func endKeeping(in world: World) async throws {
        try await world.db.write { tx in
            let before = orderRetention.period.cutoff(at: tx.now, in: .baghdad)
            let ids: [ID<Subject>] = try tx.values("SELECT o.id FROM \(orderRetention.due(before))")
            guard !ids.isEmpty else { return }
            for step in orderRetention.steps(ids) { try tx.execute(step) }
        }
    }
}
