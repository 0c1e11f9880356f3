import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("orders in a hurry")
struct OrderRaceTests {
    private func everyone(_ count: Int, in world: World) async throws {
        _ = try await world.atOnce(count) { try await world.token(of: .shop($0)) }
    }

    @Test func `two hundred at once for fifty pieces are fifty`() async throws {
        let world = try await shoppingMarket(shops: 40)
        try await everyone(40, in: world)
        try await world.setStock("FUR-RICE-5", to: 50)
        let answers = try await world.atOnce(200) { index in
            var answer = try await world.order([("FUR-RICE-5", 1)], as: .shop(index % 40))
            // A caller with 503 tries again.
            for _ in 0..<20 where answer.status == 503 {
                answer = try await world.order([("FUR-RICE-5", 1)], as: .shop(index % 40))
            }
            return answer
        }
        #expect(answers.statuses == [201: 50, 409: 150])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.problem == .outOfStock })
        #expect(try await world.stock("FUR-RICE-5") == 0)
        #expect(try await world.ledger("FUR-RICE-5") == 0)
        #expect(try await world.countRows("SELECT COUNT(*) FROM sales_order") == 50)
    }

    @Test func `two carts for the last piece`() async throws {
        let world = try await shoppingMarket(shops: 2)
        try await everyone(2, in: world)
        try await world.setStock("FUR-RICE-5", to: 1)
        for index in 0..<2 {
            _ = try await world.as(.shop(index)).post(
                "/api/cart/items",
                ["product_id": .string(try await world.productID("FUR-RICE-5")), "quantity": 1]
            )
        }
        let answers = try await world.atOnce(2) { try await world.as(.shop($0)).post("/api/orders") }
        #expect(answers.statuses == [201: 1, 409: 1])
        let carts = try await world.countRows("SELECT COUNT(*) FROM cart_item")
        #expect(carts == 1, "a refused shop keeps its cart")
    }

    @Test func `many products in opposite orders wait for each other, and none for ever`() async throws {
        let world = try await shoppingMarket(shops: 20)
        try await everyone(20, in: world)
        let skus = ["FUR-RICE-5", "FUR-TEA-450", "FUR-BLEACH", "FUR-LENT-1", "FUR-WATER-12"]
        for sku in skus { try await world.setStock(sku, to: 600) }
        let goods: [(String, Int64)] = skus.map { ($0, 12) }
        let answers = try await world.atOnce(40) { index in
            let wanted = index.isMultiple(of: 2) ? goods : goods.reversed()
            var answer = try await world.order(wanted, as: .shop(index % 20))
            for _ in 0..<20 where answer.status == 503 {
                answer = try await world.order(wanted, as: .shop(index % 20))
            }
            return answer
        }
        #expect(answers.statuses == [201: 40])
        for sku in skus { #expect(try await world.stock(sku) == 120) }
    }

    @Test func `an order that is cancelled ten times gives its goods back once`() async throws {
        let world = try await shoppingMarket()
        let id = try await world.ordered([("FUR-RICE-5", 20)], as: .omar)
        let answers = try await world.atOnce(10) { _ in try await world.as(.omar).delete("/api/orders/\(id)")
        }
        #expect(answers.statuses[200] == 1)
        #expect(answers.allSatisfy { [200, 409, 412].contains($0.status) }, "\(answers.statuses)")
        #expect(try await world.stock("FUR-RICE-5") == 120)
        #expect(try await world.ledger("FUR-RICE-5") == 120)
    }

    @Test func `either the shop cancels or the company confirms, never both`() async throws {
        let world = try await shoppingMarket()
        for _ in 0..<8 {
            let before = try await world.stock("FUR-RICE-5")
            let id = try await world.ordered([("FUR-RICE-5", 3)], as: .omar)
            let answers = try await world.atOnce(4) { index in
                index.isMultiple(of: 2)
                    ? try await world.as(.omar).delete("/api/orders/\(id)")
                    : try await world.move(id, to: "CONFIRMED", as: .hassan)
            }
            #expect(answers.statuses[200] == 1, "\(answers.statuses)")
            let status = try await world.as(.noor).get("/api/orders/\(id)")["status"]
            let taken = status == "CANCELLED" ? 0 : 3
            #expect(try await world.stock("FUR-RICE-5") == before - taken)
        }
    }

    @Test func `either the order is shipped or it is cancelled`() async throws {
        let world = try await shoppingMarket()
        let id = try await world.ordered([("FUR-RICE-5", 3)], as: .omar)
        _ = try await world.move(id, to: "CONFIRMED", as: .hassan)
        let answers = try await world.atOnce(6) { index in
            index.isMultiple(of: 2)
                ? try await world.as(.ali).delete("/api/orders/\(id)")
                : try await world.move(id, to: "PROCESSING", as: .hassan)
        }
        #expect(answers.statuses[200] == 1, "\(answers.statuses)")
        let status = try await world.as(.noor).get("/api/orders/\(id)")["status"]
        #expect(try await world.stock("FUR-RICE-5") == (status == "CANCELLED" ? 120 : 117))
    }

    @Test func `orders and corrections of the stock at once leave what the ledger says`() async throws {
        let world = try await shoppingMarket(shops: 20)
        try await everyone(20, in: world)
        let id = try #require(ID<Distribution.Product>(try await world.productID("FUR-BLEACH")))
        let answers = try await world.atOnce(40) { index in
            guard index.isMultiple(of: 2) else {
                return try await world.order([("FUR-BLEACH", 1)], as: .shop(index / 2)).status
            }
            try await world.db.write { tx in
                try Stock.move([StockChange(product: id, quantity: 1)], .restock, by: .system, tx)
            }
            return 0
        }
        let sold = answers.filter { $0 == 201 }.count
        #expect(answers.allSatisfy { [0, 201, 409, 503].contains($0) })
        #expect(try await world.stock("FUR-BLEACH") == 29 - sold)
        #expect(try await world.ledger("FUR-BLEACH") == 29 - sold)
    }

    @Test func `an order stays in its zone when the shop moves`() async throws {
        let world = try await shoppingMarket()
        let id = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        try await world.db.write { tx in
            try tx.execute(
                """
                UPDATE member SET zone_id = (SELECT z.zone_id FROM admin_zone z JOIN account a ON a.id = z.account_id
                                              WHERE a.email = 'rana.erbil@example.com')
                 WHERE account_id = (SELECT id FROM account WHERE email = 'omar.shop@example.com')
                """
            )
        }
        #expect(try await world.as(.ali).get("/api/orders/\(id)").status == 200)
        #expect(try await world.as(.rana).get("/api/orders/\(id)").status == 404)
        #expect(try await world.move(id, to: "CONFIRMED", as: .ali).status == 200)
        let elsewhere = try await world.order([("FUR-RICE-5", 1)], as: .omar)
        #expect(
            elsewhere.faults == ["/items/0/quantity": "not_in_zone"],
            "Al-Furat does not deliver to Erbil"
        )
        #expect(try await world.order([("ZAG-HONEY-1", 1)], as: .omar).status == 201)
        #expect(try await world.as(.rana).get("/api/orders")["data"]?.arrayValue?.count == 1)
    }
}
