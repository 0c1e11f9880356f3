import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

extension World {
    fileprivate func put(
        _ sku: String,
        _ quantity: Int64,
        _ person: Person = .omar
    ) async throws -> TestResponse {
        try await self.as(person).post(
            "/api/cart/items",
            ["product_id": .string(try await productID(sku)), "quantity": .integer(quantity)]
        )
    }
}

@Suite("cart")
struct CartTests {
    @Test func `a product is in the cart once, with what it costs`() async throws {
        let world = try await shoppingMarket()
        #expect(try await world.put("FUR-RICE-5", 2).status == 201)
        let more = try await world.put("FUR-RICE-5", 3)
        #expect(more["items"]?.arrayValue?.count == 1 && more["quantity"] == 5)
        #expect(more["items"]?[0]?["total"] == 47_500)
        #expect(more["quote"]?["delivery_fee"] == 3_000 && more["quote"]?["total"] == 50_500)
        #expect(more["is_orderable"] == true)
        let id = try #require(more["items"]?[0]?["id"]?.stringValue)
        let fewer = try await world.as(.omar).put("/api/cart/items/\(id)", ["quantity": 1])
        #expect(fewer["quote"]?["total"] == 12_500)
        #expect(try await world.as(.zainab).put("/api/cart/items/\(id)", ["quantity": 9]).status == 404)
        #expect(try await world.as(.zainab).delete("/api/cart/items/\(id)").status == 404)
        #expect(try await world.as(.zainab).get("/api/cart")["items"] == [])
        #expect(try await world.as(.omar).delete("/api/cart/items/\(id)").status == 204)
        #expect(try await world.as(.omar).get("/api/cart")["quantity"] == 0)
        _ = try await world.put("FUR-TEA-450", 1)
        #expect(try await world.as(.omar).delete("/api/cart").status == 204)
        #expect(try await world.as(.omar).get("/api/cart")["items"] == [])
    }

    @Test func `all obstacles are reported, with the possible quantities`() async throws {
        let world = try await shoppingMarket()
        _ = try await world.put("FUR-LENT-1", 2)  // Six at least.
        _ = try await world.put("FUR-WATER-12", 20)  // In twelves.
        _ = try await world.put("FUR-BLEACH", 10)  // Nine in stock.
        _ = try await world.put("FUR-SOAP-4", 1)  // None in stock.
        _ = try await world.put("ZAG-HONEY-1", 1)  // Not delivered to Karkh.
        _ = try await world.put("FUR-RICE-5", 1)
        let answer = try await world.as(.omar).post("/api/cart/validate")
        #expect(answer["is_valid"] == false)
        let issues = answer["issues"]?.arrayValue ?? []
        let found = issues.map {
            [$0["code"]?.stringValue ?? "", $0["suggested_quantity"]?.integerValue.map(String.init) ?? "-"]
        }
        #expect(
            found == [
                ["below_minimum", "6"], ["not_in_packs", "24"], ["out_of_stock", "9"], ["out_of_stock", "-"],
                ["not_in_zone", "-"],
            ],
            "\(answer)"
        )
        #expect(answer["cart"]?["quote"]?["companies"]?.arrayValue?.count == 1)
        let stock = try await world.as(.omar).post("/api/cart/quick-stock-check")
        #expect(stock["is_available"] == false)
        let available = (stock["items"]?.arrayValue ?? []).map { $0["is_available"] == true }
        #expect(available == [true, true, false, false, false, true])
    }

    @Test func `a checkout is looked at before it is made`() async throws {
        let world = try await market()
        let empty = try await world.as(.omar).post("/api/cart/validate-checkout")
        let codes = (empty["issues"]?.arrayValue ?? []).compactMap { $0["code"]?.stringValue }
        #expect(Set(codes) == ["distribution.no_address", "distribution.cart_empty"])
        let address = try await world.addAddress(of: .omar)
        _ = try await world.put("FUR-RICE-5", 1)
        let good = try await world.as(.omar).post("/api/cart/validate-checkout", ["expected_total": 12_500])
        #expect(good["is_valid"] == true && good["address_id"] == .string(address), "\(good)")
        let forged = try await world.as(.omar).post("/api/cart/validate-checkout", ["expected_total": 1])
        #expect(forged["issues"]?[0]?["code"] == "distribution.total_changed")
        let foreign = try await world.addAddress(of: .zainab)
        let elsewhere = try await world.as(.omar).post(
            "/api/cart/validate-checkout",
            ["address_id": .string(foreign)]
        )
        #expect(elsewhere["issues"]?[0]?["code"] == "distribution.no_address")
    }

    @Test func `invalid lines are refused`() async throws {
        let world = try await shoppingMarket()
        for quantity: JSONValue in [0, -1, 100_001, 1.5, "2", 9_223_372_036_854_775_807] {
            let answer = try await world.as(.omar).post(
                "/api/cart/items",
                ["product_id": .string(try await world.productID("FUR-RICE-5")), "quantity": quantity]
            )
            #expect(answer.faults.keys.contains("/quantity"), "\(quantity) \(answer)")
        }
        let unknown = try await world.as(.omar).post(
            "/api/cart/items",
            ["product_id": .string(ID<CartItem>.placeholder.description), "quantity": 1]
        )
        #expect(unknown.faults["/product_id"] == "not_on_sale")
        _ = try await world.put("FUR-RICE-5", 99_999)
        #expect(try await world.put("FUR-RICE-5", 2).faults["/quantity"] == "out_of_range")
        #expect(try await world.as(.hassan).get("/api/cart").status == 403)
    }

    @Test(
        arguments: [RequestedLine.Quantity.range.lowerBound, RequestedLine.Quantity.range.upperBound],
        [-1, 0, 1]
    )
    func `the database bounds the quantity of a line as its type does`(bound: Int, step: Int) async throws {
        let world = try await shoppingMarket()
        let quantity = bound + step
        let row: SQL =
            """
            INSERT INTO cart_item (id, account_id, product_id, quantity, added_at)
            SELECT \(ID<CartItem>.placeholder), m.account_id, p.id, \(quantity), \(world.clock.now)
              FROM member m JOIN product p ON p.sku = 'FUR-RICE-5' WHERE m.shop_name IS NOT NULL ORDER BY m.account_id LIMIT 1
            """

        let written = try? await world.db.write { tx in try tx.execute(row) }

        #expect((written == 1) == (RequestedLine.Quantity(quantity) != nil), "\(quantity)")
    }

    @Test func `twenty additions at once are one line of twenty`() async throws {
        let world = try await shoppingMarket()
        let answers = try await world.atOnce(20) { _ in try await world.put("FUR-RICE-5", 1) }
        #expect(answers.statuses == [201: 20])
        let cart = try await world.as(.omar).get("/api/cart")
        #expect(cart["items"]?.arrayValue?.count == 1 && cart["quantity"] == 20)
    }
}
