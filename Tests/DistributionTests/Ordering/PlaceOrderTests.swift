import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("placing orders")
struct PlaceOrderTests {
    @Test func `a cart becomes one order for each company, and is then empty`() async throws {
        let world = try await shoppingMarket()
        for (sku, quantity) in [("FUR-RICE-5", 3), ("ZAG-HONEY-1", 2), ("FUR-TEA-450", 4)] {
            _ = try await world.as(.zainab).post(
                "/api/cart/items",
                [
                    "product_id": .string(try await world.productID(sku)),
                    "quantity": .integer(Int64(quantity)),
                ]
            )
        }
        let answer = try await world.as(.zainab).post(
            "/api/orders",
            ["note": "قبل الظهر", "expected_total": 123_500]
        )
        #expect(answer.status == 201, "\(answer)")
        let orders = answer["orders"]?.arrayValue ?? []
        #expect(orders.count == 2)
        #expect(Set(orders.compactMap { $0["checkout_id"]?.stringValue }).count == 1)
        // 3 × 9,500 + 4 × 5,750 and 2 × 32,000, each delivered for 4,000.
        #expect(Set(orders.compactMap { $0["total"]?.integerValue }) == [55_500, 68_000])
        #expect(orders.allSatisfy { $0["status"] == "PENDING" && $0["note"] == "قبل الظهر" })
        #expect(try await world.as(.zainab).get("/api/cart")["items"] == [])
        #expect(try await world.stock("FUR-RICE-5") == 117)
        #expect(try await world.stock("ZAG-HONEY-1") == 38)
        #expect(try await world.ledger("FUR-TEA-450") == 76)
        #expect(try await world.audit().filter { $0 == "sales_order.place" }.count == 2)
        let location = try #require(answer.header("Location"))
        #expect(try await world.as(.zainab).get(location)["data"]?.arrayValue?.count == 2)
    }

    @Test func `prices, zone, address and commission are frozen in the order`() async throws {
        let world = try await shoppingMarket()
        let id = try await world.ordered([("FUR-RICE-5", 3), ("FUR-BLEACH", 7)], as: .omar)
        try await world.db.write { tx in
            try tx.execute("UPDATE product SET price = 1, name = \(json: ["ar": "x"])")
            try tx.execute("UPDATE company SET commission = 9000")
            try tx.execute("UPDATE delivery_zone SET delivery_fee = 9")
        }
        let address = try await world.as(.omar).get("/api/addresses")["data"]?[0]?["id"]?.stringValue ?? ""
        _ = try await world.as(.omar).put("/api/addresses/\(address)", ["street": "elsewhere"])
        let order = try await world.as(.hassan).get("/api/orders/\(id)")
        #expect(order["total"] == 43_750)  // 28,500 + 12,250 + 3,000
        #expect(order["address"]?["street"] == "شارع ١٤ رمضان")
        let lines = order["lines"]?.arrayValue ?? []
        #expect(lines.compactMap { $0["sku"]?.stringValue }.sorted() == ["FUR-BLEACH", "FUR-RICE-5"])
        // Five percent of 12,250 is 612.5.
        let commissions = Set(lines.compactMap { $0["commission"]?.integerValue })
        #expect(commissions == [1_425, 613])
        #expect(order["commission"] == 2_038)
        let mine = try await world.as(.omar).get("/api/orders/\(id)")
        #expect(mine["commission"] == nil && mine["lines"]?[0]?["commission"] == nil)
        #expect(mine["history"]?[0]?["event"] == "place")
    }

    @Test func `the same product on several lines is one, and what was in the cart stays there`() async throws
    {
        let world = try await shoppingMarket()
        _ = try await world.as(.omar).post(
            "/api/cart/items",
            ["product_id": .string(try await world.productID("FUR-TEA-450")), "quantity": 1]
        )
        let answer = try await world.order([("FUR-RICE-5", 2), ("FUR-RICE-5", 5)], as: .omar)
        #expect(answer["orders"]?[0]?["lines"]?.arrayValue?.count == 1)
        #expect(answer["orders"]?[0]?["lines"]?[0]?["quantity"] == 7)
        #expect(try await world.stock("FUR-RICE-5") == 113)
        #expect(try await world.as(.omar).get("/api/cart")["quantity"] == 1)
    }

    @Test func `all missing stock is named, and none is taken`() async throws {
        let world = try await shoppingMarket()
        let answer = try await world.order(
            [("FUR-RICE-5", 1), ("FUR-BLEACH", 10), ("FUR-SOAP-4", 1), ("FUR-BLEACH", 1)],
            as: .omar
        )
        #expect(answer.status == 409 && answer.problem == .outOfStock)
        #expect(answer.faults == ["/items/1/quantity": "out_of_stock", "/items/2/quantity": "out_of_stock"])
        let lacking = answer["lacking"]?.arrayValue ?? []
        #expect(lacking.compactMap { $0["available"]?.integerValue } == [9, 0], "\(answer)")
        #expect(lacking.compactMap { $0["requested"]?.integerValue } == [11, 1])
        #expect(answer["product_id"] == lacking[0]["product_id"] && answer["available"] == 9)
        #expect(try await world.stock("FUR-RICE-5") == 120)
        #expect(try await world.countRows("SELECT COUNT(*) FROM sales_order") == 0)
    }

    @Test
    func `a forged total, a forged price and what is wrongly asked are refused, and nothing is ordered`()
        async throws
    {
        let world = try await shoppingMarket()
        let forged = try await world.order([("FUR-RICE-5", 1)], as: .omar, ["expected_total": 100])
        #expect(forged.problem == .totalChanged)
        #expect(forged["total"] == 12_500 && forged["quote"]?["delivery_fee"] == 3_000, "\(forged)")
        for (member, value) in [
            ("total", JSONValue.integer(1)), ("price", .integer(1)), ("zone_id", .bool(true)),
        ] {
            let answer = try await world.order([("FUR-RICE-5", 1)], as: .omar, [member: value])
            #expect(answer.faults["/\(member)"] == "unknown_member", "\(answer)")
        }
        let wrong = try await world.order(
            [("FUR-LENT-1", 2), ("FUR-WATER-12", 13), ("ZAG-HONEY-1", 1), ("FUR-SOAP-4", 1)],
            as: .omar
        )
        #expect(
            wrong.faults == [
                "/items/0/quantity": "below_minimum", "/items/1/quantity": "not_in_packs",
                "/items/2/quantity": "not_in_zone", "/items/3/quantity": "out_of_stock",
            ],
            "\(wrong)"
        )
        #expect(try await world.order([], as: .omar).faults == ["/items": "too_few"])
        #expect(try await world.as(.omar).post("/api/orders").problem == .cartEmpty)
        #expect(try await world.order([("FUR-RICE-5", 1)], as: .hassan).status == 403)
        let foreign = try await world.addAddress(of: .zainab)
        let elsewhere = try await world.order(
            [("FUR-RICE-5", 1)],
            as: .omar,
            ["address_id": .string(foreign)]
        )
        #expect(elsewhere.faults == ["/address_id": "unknown_address"])
        #expect(try await world.countRows("SELECT COUNT(*) FROM sales_order") == 0)
    }

    @Test func `the customer and the company are notified once`() async throws {
        let world = try await shoppingMarket()
        _ = try await world.order([("FUR-RICE-5", 1), ("FUR-TEA-450", 1)], as: .omar)
        try await world.runJobs()
        let told = try await world.db.read { tx in
            try tx.values("SELECT template FROM notice ORDER BY template", as: String.self)
        }
        #expect(told == ["distribution.order_placed", "distribution.order_received"])
    }

    @Test func `twenty retries of one order are one order`() async throws {
        let world = try await shoppingMarket()
        let answers = try await world.atOnce(20) { _ in
            try await world.order([("FUR-RICE-5", 2)], as: .omar, headers: ["Idempotency-Key": "morning-1"])
        }
        #expect(
            answers.allSatisfy { $0.status == 201 || $0.problem == .idempotencyInFlight },
            "\(answers.statuses)"
        )
        #expect(
            Set(answers.filter { $0.status == 201 }.compactMap { $0["checkout_id"]?.stringValue }).count == 1
        )
        #expect(try await world.countRows("SELECT COUNT(*) FROM sales_order") == 1)
        #expect(try await world.stock("FUR-RICE-5") == 118)
    }
}
