import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("the store room, at once")
struct InventoryRaceTests {
    @Test func `many who take the last units take just those`() async throws {
        let world = try await market()
        _ = try await world.token(of: .hassan)
        let id = try await world.product("FUR-BLEACH")
        let answers = try await world.atOnce(40) { _ in
            try await world.as(.hassan).patch("/api/products/\(id)/stock", ["change": -1, "kind": "damage"])
        }
        #expect(answers.statuses == [200: 9, 409: 31], "\(answers.statuses)")
        #expect(try await world.stock(of: "FUR-BLEACH") == 0)
        #expect(try await world.stockAddsUp())
    }

    @Test func `sales and counts at once: the sum of the movements is the stock, and never negative`()
        async throws
    {
        let world = try await market()
        _ = try await world.token(of: .hassan)
        let skus = ["FUR-BLEACH", "FUR-TEA-450", "FUR-RICE-5"]
        var ids: [ID<Distribution.Product>] = []
        for sku in skus { ids.append(try await world.product(sku)) }
        let products = ids
        let statuses = try await world.atOnce(60) { index -> Int in
            if index.isMultiple(of: 3) {
                let id = products[index / 3 % 3]
                return try await world.as(.hassan).patch("/api/products/\(id)/stock", ["stock": 5]).status
            }
            // As an order takes what is in it.
            let changes = products.reversed().map { StockChange(product: $0, quantity: -2) }
            do {
                try await world.db.write { tx in try Stock.move(changes, .sale, by: .system, tx) }
                return 200
            } catch let problem as Problem {
                return problem.code.status
            }
        }
        #expect(Set(statuses).isSubset(of: [200, 409]), "\(statuses)")
        #expect(try await world.stockAddsUp())
    }

    @Test func `bulk updates that overlap in opposite order both go through`() async throws {
        let world = try await market()
        _ = try await world.token(of: .noor)
        let ids = try await world.db.read { tx in
            try tx.values("SELECT id FROM product ORDER BY sku", as: ID<Distribution.Product>.self)
        }
        let answers = try await world.atOnce(16) { index in
            let order = index.isMultiple(of: 2) ? ids : ids.reversed()
            let rows = order.map { id -> JSONValue in ["product_id": .string(id.description), "change": 1] }
            return try await world.as(.noor).patch("/api/inventory/bulk-update", ["updates": .array(rows)])
        }
        #expect(answers.statuses == [200: 16], "\(answers.statuses)")
        #expect(answers.allSatisfy { $0["refused"] == 0 })
        #expect(try await world.stock(of: "FUR-SOAP-4") == 16)
        #expect(try await world.stockAddsUp())
    }

    @Test func `of simultaneous changes to the same version, one succeeds`() async throws {
        let world = try await market()
        _ = try await world.token(of: .hassan)
        let id = try await world.product("FUR-TEA-450")
        let answers = try await world.atOnce(20) { index in
            let count: JSONValue = ["stock": .integer(Int64(200 + index)), "expected_stock": 80]
            return try await world.as(.hassan).patch("/api/products/\(id)/stock", count)
        }
        #expect(answers.statuses == [200: 1, 412: 19], "\(answers.statuses)")
        #expect(try await world.stockAddsUp())
    }
}
