import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct OrderQuotaTests {
    @Test func `whoever lets themselves in is bounded in everything they can change`() {
        #expect(distribution.quotaFlaws == [])
    }

    private func place(_ count: Int, of pieces: Int64, in world: World) async throws -> [TestResponse] {
        try await world.atOnce(count) { _ in
            var answer = try await world.order([("FUR-RICE-5", pieces)], as: .shop(0))
            for _ in 0..<40 where answer.status == 503 {
                answer = try await world.order([("FUR-RICE-5", pieces)], as: .shop(0))
            }
            return answer
        }
    }

    @Test func `seventy orders at once of a new shop are fifty`() async throws {
        let world = try await shoppingMarket(shops: 1)
        try await world.setStock("FUR-RICE-5", to: 10_000)
        _ = try await world.token(of: .shop(0))

        let answers = try await place(70, of: 1, in: world)

        #expect(answers.statuses == [201: 50, 409: 20], "\(answers.statuses)")
        let refused = try #require(answers.first { $0.status == 409 })
        #expect(refused["code"] == "quota_exceeded", "\(refused)")
        #expect(refused["quota"] == "distribution.open_orders_of_a_new_shop" && refused["used"] == 50)
        #expect(try await world.stock("FUR-RICE-5") == 9_950)

        let placed = answers.compactMap { $0["orders"]?[0]?["id"]?.stringValue }
        let first = try #require(placed.first)
        let confirmed = try await world.as(.hassan).patch(
            "/api/vendors/orders/\(first)/status",
            ["status": "CONFIRMED"]
        )
        #expect(confirmed.status == 200)
        #expect(try await world.order([("FUR-RICE-5", 1)], as: .shop(0)).status == 201, "one place is free")
    }

    @Test func `a new shop holds half of a product at most, whoever many ask at once`() async throws {
        let world = try await shoppingMarket(shops: 1)
        try await world.setStock("FUR-RICE-5", to: 200)
        _ = try await world.token(of: .shop(0))

        let answers = try await place(30, of: 10, in: world)

        #expect(answers.statuses == [201: 10, 409: 20], "\(answers.statuses)")
        #expect(answers.first { $0.status == 409 }?["quota"] == "distribution.held_share_of_a_new_shop")
        #expect(try await world.stock("FUR-RICE-5") == 100)

        let placed = answers.compactMap { $0["orders"]?[0]?["id"]?.stringValue }
        let id = try #require(placed.first)
        #expect(try await world.as(.shop(0)).delete("/api/orders/\(id)").status == 200)
        #expect(
            try await world.order([("FUR-RICE-5", 10)], as: .shop(0)).status == 201,
            "returned stock is available again"
        )
        #expect(try await world.order([("FUR-RICE-5", 10)], as: .shop(0)).status == 409)
    }

    @Test func `after the first delivery a shop takes what it needs`() async throws {
        let world = try await shoppingMarket(shops: 1)
        try await world.setStock("FUR-RICE-5", to: 200)
        let id = try await world.ordered([("FUR-RICE-5", 10)], as: .shop(0))
        for status in ["CONFIRMED", "PROCESSING", "SHIPPED", "DELIVERED"] {
            let moved = try await world.as(.noor).put("/api/orders/\(id)/status", ["status": .string(status)])
            #expect(moved.status == 200, "\(moved)")
        }
        #expect(try await world.order([("FUR-RICE-5", 190)], as: .shop(0)).status == 201)
        let left = try await world.countRows("SELECT COUNT(*) FROM held_goods")
        #expect(left == 0)
    }

    @Test func `references are found however they are typed, and are unique`() async throws {
        let world = try await shoppingMarket(shops: 1)
        let first = try await world.order([("FUR-RICE-5", 1)], as: .shop(0))
        let second = try await world.order([("FUR-RICE-5", 1)], as: .shop(0))
        let code = try #require(first["orders"]?[0]?["reference"]?.stringValue)
        #expect(code != second["orders"]?[0]?["reference"]?.stringValue)
        for typed in [
            code, code.lowercased(), code.replacing("-", with: ""), code.replacing("-", with: "%20"),
        ] {
            let found = try await world.as(.shop(0)).get("/api/orders?reference=\(typed)")
            #expect(found["data"]?.arrayValue?.count == 1, "\(typed): \(found)")
            #expect(found["data"]?[0]?["reference"]?.stringValue == code)
        }
        let none = try await world.as(.zainab).get("/api/orders?reference=\(code)")
        #expect(none["data"]?.arrayValue?.isEmpty == true)
        #expect(try await world.as(.shop(0)).get("/api/orders?reference=EE060D33").status == 422)
    }
}
