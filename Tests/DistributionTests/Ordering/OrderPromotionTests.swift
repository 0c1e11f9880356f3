import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

extension World {
    /// A tenth off everything, so many times at most.
    fileprivate func tenth(usageLimit: Int?, perCustomer: Int? = nil) async throws {
        try await db.write { tx in
            let id = tx.newID(of: Promotion.self)
            let none: [String] = []
            try tx.execute(
                """
                INSERT INTO promotion (id, name, kind, percentage, gifts, bundle, products, categories, companies, zones,
                                       usage_limit, usage_limit_per_customer, priority, is_stackable, is_active, starts_at,
                                       created_at, updated_at, version)
                VALUES (\(id), \(json: ["ar": "عشرة بالمئة"]), 'percentage', 1000, \(json: none), \(json: none), \(json: none),
                        \(json: none), \(json: none), \(json: none), \(usageLimit), \(perCustomer), 1, \(true), \(true),
                        \(tx.now), \(tx.now), \(tx.now), 1)
                """
            )
            try tx.execute("INSERT INTO promotion_count (promotion_id, used) VALUES (\(id), 0)")
        }
    }

    fileprivate var uses: Int {
        get async throws { try await countRows("SELECT used FROM promotion_count") }
    }
}

@Suite("orders with promotions")
struct OrderPromotionTests {
    @Test func `discounts are part of the exported personal data`() async throws {
        let world = try await shoppingMarket()
        try await world.tenth(usageLimit: nil)
        _ = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        let copy = try await world.as(.omar).get("/api/users/me/export")
        #expect(copy.status == 200)
        #expect(try PythonZip(copy.body).names.contains { $0.contains("promotion_uses") })
    }

    @Test func `the order costs what the cart said, and shares of the discount stand on its lines`()
        async throws
    {
        let world = try await shoppingMarket()
        try await world.tenth(usageLimit: nil)
        for (sku, quantity) in [("FUR-RICE-5", Int64(3)), ("ZAG-HONEY-1", 1), ("FUR-BLEACH", 7)] {
            _ = try await world.as(.zainab).post(
                "/api/cart/items",
                ["product_id": .string(try await world.productID(sku)), "quantity": .integer(quantity)]
            )
        }
        let cart = try await world.as(.zainab).get("/api/cart")
        let total = try #require(cart["quote"]?["total"])
        #expect(cart["quote"]?["discount"] == 7_275 && total == 73_475, "\(cart)")
        let placed = try await world.as(.zainab).post("/api/orders", ["expected_total": total])
        #expect(placed["total"] == total)
        let orders = placed["orders"]?.arrayValue ?? []
        let lines = orders.flatMap { $0["lines"]?.arrayValue ?? [] }
        let shares = lines.compactMap { $0["discount"]?.integerValue }
        #expect(shares.reduce(0, +) == 7_275)
        let sums = orders.compactMap { $0["discount"]?.integerValue }
        #expect(sums.reduce(0, +) == 7_275)
        #expect(lines.allSatisfy { $0["pricing"]?["shares"]?.arrayValue?.count == 1 })
    }

    @Test
    func `of forty simultaneous orders ten get the ten uses; the others are refused or pay the full price`()
        async throws
    {
        let world = try await shoppingMarket(shops: 40)
        try await world.tenth(usageLimit: 10)
        _ = try await world.atOnce(40) { try await world.token(of: .shop($0)) }
        let answers = try await world.atOnce(40) { index in
            var answer = try await world.order([("FUR-RICE-5", 1)], as: .shop(index))
            for _ in 0..<20 where answer.status == 503 {
                answer = try await world.order([("FUR-RICE-5", 1)], as: .shop(index))
            }
            return answer
        }
        #expect(
            answers.allSatisfy { $0.status == 201 || $0.problem == .promotionExhausted },
            "\(answers.statuses)"
        )
        let cheap = answers.filter { $0["discount"] == 950 }.count
        #expect(cheap == 10)
        #expect(try await world.uses == 10)
        #expect(try await world.countRows("SELECT COUNT(*) FROM promotion_use") == 10)
    }

    @Test func `twenty orders of one shop at once have once what each shop may have once`() async throws {
        let world = try await shoppingMarket()
        try await world.tenth(usageLimit: nil, perCustomer: 1)
        let answers = try await world.atOnce(20) { _ in try await world.order([("FUR-RICE-5", 1)], as: .omar)
        }
        #expect(answers.filter { $0["discount"] == 950 }.count == 1, "\(answers.statuses)")
        #expect(try await world.countRows("SELECT COUNT(*) FROM promotion_use") == 1)
    }

    @Test func `a use comes back when all it was for is cancelled, once`() async throws {
        let world = try await shoppingMarket()
        try await world.tenth(usageLimit: 1)
        let placed = try await world.order([("FUR-RICE-5", 1), ("ZAG-HONEY-1", 1)], as: .zainab)
        let ids = (placed["orders"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
        #expect(placed["discount"] == 4_150 && ids.count == 2)
        #expect(try await world.order([("FUR-RICE-5", 1)], as: .omar)["discount"] == 0)
        _ = try await world.as(.zainab).delete("/api/orders/\(ids[0])")
        #expect(try await world.uses == 1, "the other order still profits")
        _ = try await world.atOnce(4) { _ in try await world.as(.zainab).delete("/api/orders/\(ids[1])") }
        #expect(try await world.uses == 0)
        #expect(try await world.order([("FUR-RICE-5", 1)], as: .omar)["discount"] == 950)
    }

    @Test func `two orders of one checkout cancelled at once give the use back`() async throws {
        let world = try await shoppingMarket()
        try await world.tenth(usageLimit: 5)
        for _ in 0..<4 {
            let placed = try await world.order([("FUR-RICE-5", 1), ("ZAG-HONEY-1", 1)], as: .zainab)
            let ids = (placed["orders"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
            let answers = try await world.atOnce(2) {
                try await world.as(.zainab).delete("/api/orders/\(ids[$0])")
            }
            #expect(answers.statuses == [200: 2])
            #expect(try await world.uses == 0)
        }
    }
}
