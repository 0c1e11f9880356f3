import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("bulk changes of products, at once")
struct BulkPriceRaceTests {
    private static let skus = ["FUR-RICE-5", "FUR-BLEACH"]
    private static let old: [Int64] = [9_500, 1_750]
    private static let new: [Int64] = [10_000, 2_000]
    /// With the delivery to Karkh.
    private static let shown = JSONValue.integer(9_500 + 1_750 + 3_000)
    private static let raised = JSONValue.integer(10_000 + 2_000 + 3_000)

    @Test func `while prices change in bulk each order pays one price, the one it was shown or 409`()
        async throws
    {
        let world = try await shoppingMarket(shops: 40)
        _ = try await world.atOnce(40) { try await world.token(of: .shop($0)) }
        _ = try await world.token(of: .hassan)
        for sku in Self.skus { try await world.setStock(sku, to: 600) }
        let answers = try await world.atOnce(120) { index -> TestResponse in
            guard !index.isMultiple(of: 4) else {
                return try await Self.change(to: index.isMultiple(of: 8) ? Self.new : Self.old, in: world)
            }
            let expected: JSONValue? = index.isMultiple(of: 2) ? nil : Self.shown
            return try await Self.order(by: index % 40, expects: expected, in: world)
        }
        var placed = 0
        for (index, answer) in answers.enumerated() {
            guard !index.isMultiple(of: 4) else {
                #expect(answer.status == 200 && answer["updated"] == 2, "\(answer)")
                continue
            }
            if answer.status == 201 { placed += 1 }
            let total = answer["total"]
            if index.isMultiple(of: 2) {
                #expect(answer.status == 201, "\(answer)")
                #expect(total == Self.shown || total == Self.raised, "\(answer)")
            } else if answer.status == 201 {
                #expect(total == Self.shown, "it costs as much as was shown")
            } else {
                #expect(answer.problem == .totalChanged && total == Self.raised, "\(answer)")
            }
        }
        let paid = try await Self.paidPrices(in: world)
        #expect(paid.count == placed && placed >= 30)
        #expect(paid.allSatisfy { $0 == Self.old || $0 == Self.new }, "an order has the prices of one call")
        #expect(try await world.stock("FUR-RICE-5") == 600 - placed)
        #expect(try await world.stockAddsUp())

        _ = try await Self.change(to: Self.new, in: world)
        let late = try await Self.order(by: 0, expects: Self.shown, in: world)
        #expect(late.problem == .totalChanged && late["total"] == Self.raised)
        let shown = try await Self.order(by: 0, expects: Self.raised, in: world)
        #expect(shown.status == 201 && shown["total"] == Self.raised)
    }

    @Test func `changes that overlap in opposite order all go through, one after the other`() async throws {
        let world = try await market()
        _ = try await world.token(of: .noor)
        let ids = try await world.db.read { tx in
            try tx.values("SELECT id FROM product ORDER BY sku", as: ID<Distribution.Product>.self)
        }
        let answers = try await world.atOnce(16) { index -> TestResponse in
            let order = index.isMultiple(of: 2) ? ids : ids.reversed()
            let rows = order.map { id -> JSONValue in
                ["product_id": .string(id.description), "price": .integer(Int64(1_000 + index))]
            }
            return try await world.as(.noor).patch("/api/products/bulk-update", ["updates": .array(rows)])
        }
        #expect(answers.statuses == [200: 16], "\(answers.statuses)")
        #expect(answers.allSatisfy { $0["updated"] == 10 })
        #expect(try await world.countRows("SELECT COUNT(*) FROM product WHERE version = 17") == 10)
        #expect(try await world.countRows("SELECT COUNT(DISTINCT price) FROM product") == 1)
    }

    @Test func `of simultaneous changes of one version, one succeeds`() async throws {
        let world = try await market()
        _ = try await world.token(of: .hassan)
        let tea = try await world.productID("FUR-TEA-450")
        let answers = try await world.atOnce(20) { index -> TestResponse in
            let row: JSONValue = [
                "product_id": .string(tea), "price": .integer(Int64(6_000 + index)), "expected_version": 1,
            ]
            let body: JSONValue = ["updates": .array([row])]
            return try await world.as(.hassan).patch("/api/products/bulk-update", body)
        }
        #expect(answers.statuses == [200: 20], "\(answers.statuses)")
        let updated = answers.filter { $0["updated"] == 1 }
        let stale = answers.filter { $0["results"]?[0]?["problem"] == "stale" }
        #expect(updated.count == 1 && stale.count == 19)
    }

    private static func change(to prices: [Int64], in world: World) async throws -> TestResponse {
        var rows: [JSONValue] = []
        for (sku, price) in zip(skus, prices) {
            rows.append(["product_id": .string(try await world.productID(sku)), "price": .integer(price)])
        }
        let body: JSONValue = ["updates": .array(rows)]
        return try await patiently {
            try await world.as(.hassan).patch("/api/vendors/products/bulk-update", body)
        }
    }

    private static func order(
        by shop: Int,
        expects total: JSONValue?,
        in world: World
    ) async throws -> TestResponse {
        let goods = skus.map { ($0, Int64(1)) }
        let more: [String: JSONValue] = total.map { ["expected_total": $0] } ?? [:]
        return try await patiently { try await world.order(goods, as: .shop(shop), more) }
    }

    /// A caller with 503 tries again.
    private static func patiently(_ send: () async throws -> TestResponse) async throws -> TestResponse {
        var answer = try await send()
        for _ in 0..<20 where answer.status == 503 { answer = try await send() }
        return answer
    }

    /// The unit prices of each order, in the order of ``skus``.
    private static func paidPrices(in world: World) async throws -> [[Int64]] {
        let skus = skus
        let paid = try await world.db.read { tx in
            var paid: [ID<Order>: [String: Int64]] = [:]
            try tx.forEach("SELECT order_id, sku, unit_price FROM sales_order_line") { row in
                let order: ID<Order> = try row.next()
                let sku: String = try row.next()
                paid[order, default: [:]][sku] = try row.next()
            }
            return paid
        }
        return paid.values.map { prices in skus.map { prices[$0] ?? 0 } }
    }
}
