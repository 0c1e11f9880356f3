import Kernel
import TestKit
import Testing

@testable import Distribution

@Suite("price lists")
struct PriceListTests {
    private func list(
        _ world: World,
        _ prices: JSONValue,
        _ terms: [String: JSONValue] = [:]
    ) async throws -> TestResponse {
        var body: JSONValue = [
            "name": ["ar": "أسعار الجملة", "en": "Wholesale"], "prices": prices,
            "starts_at": .string((world.clock.now - .days(1)).description),
        ]
        for (name, value) in terms { body[name] = value }
        return try await world.as(.noor).post("/api/price-lists", body)
    }

    @Test
    func
        `steps by quantity, by zone and group; explain says which list gave the price and why not the others`()
        async throws
    {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let rice = goods.product("FUR-RICE-5")
        let steps: JSONValue = [
            ["product_id": rice, "price": 9_000], ["product_id": rice, "from_quantity": 10, "price": 8_500],
        ]
        let made = try await list(world, steps, ["zone_id": goods.zone("Karkh")])
        #expect(made.status == 201, "\(made)")
        let gold = try await list(
            world,
            [["product_id": rice, "price": 7_000]],
            ["customer_group": "gold", "priority": 1]
        )
        #expect(gold.status == 201)

        let few = try await world.as(.omar).post(
            "/api/price-lists/explain",
            ["product_id": rice, "quantity": 9]
        )
        #expect(few["unit_price"] == 9_000)
        #expect(few["list_price"] == 9_500)
        #expect(few["considered"]?[0]?["outcome"] == "other_group")
        #expect(few["considered"]?[1]?["outcome"] == "chosen")
        let many = try await world.as(.omar).post(
            "/api/price-lists/explain",
            ["product_id": rice, "quantity": 10]
        )
        #expect(many["unit_price"] == 8_500)
        #expect(many["subtotal"] == 85_000)
        let other = try await world.as(.zainab).post(
            "/api/price-lists/explain",
            ["product_id": rice, "quantity": 10]
        )
        #expect(other["unit_price"] == 9_500)
        #expect(other["considered"]?[1]?["outcome"] == "other_zone")
        let asked = try await world.as(.noor).post(
            "/api/price-lists/explain",
            ["product_id": rice, "quantity": 1, "zone_id": goods.zone("Karkh"), "customer_group": "gold"]
        )
        #expect(asked["unit_price"] == 7_000)
        #expect(asked["considered"]?[1]?["outcome"] == "outranked")
        // The cart pays what explain says.
        let cart = try await world.as(.omar).post(
            "/api/promotions/apply",
            ["lines": goods.lines([("FUR-RICE-5", 10)])]
        )
        #expect(cart["subtotal"] == 85_000)
        #expect(cart["lines"]?[0]?["pricing"]?["from_quantity"] == 10)
    }

    @Test func `a super admin keeps them; what is wrong is named`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let rice = goods.product("FUR-RICE-5")
        let made = try await list(world, [["product_id": rice, "price": 9_000]])
        let path = "/api/price-lists/\(try #require(made.id))"
        #expect(try await world.as(.noor).get(path)["prices"]?[0]?["price"] == 9_000)
        #expect(try await world.as(.noor).get("/api/price-lists?active=true")["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.omar).get(path).status == 403)
        #expect(try await world.as(.hassan).put(path, ["is_active": false]).status == 403)
        let changed = try await world.as(.noor).put(path, ["prices": [["product_id": rice, "price": 8_000]]])
        #expect(changed["prices"]?[0]?["price"] == 8_000)
        #expect(changed["version"] == 2)
        let cart: JSONValue = ["lines": goods.lines([("FUR-RICE-5", 1)])]
        #expect(try await world.as(.omar).post("/api/promotions/apply", cart)["subtotal"] == 8_000)
        let stale = try await world.as(.noor).put(path, ["priority": 1], headers: ["If-Match": "\"1\""])
        #expect(stale.status == 412)
        #expect(try await world.as(.noor).delete(path).status == 204)
        #expect(try await world.as(.noor).get(path).status == 404)
        #expect(try await world.as(.omar).post("/api/promotions/apply", cart)["subtotal"] == 9_500)

        let twice: JSONValue = [
            ["product_id": rice, "price": 1], ["product_id": rice, "from_quantity": 1, "price": 2],
        ]
        #expect(try await list(world, twice).faults == ["/prices/1/from_quantity": "named_twice"])
        let foreign = try await list(
            world,
            [
                ["product_id": rice, "price": 1],
                ["product_id": .string(ID<Never>(raw: 5).description), "price": 1],
            ],
            ["company_id": goods.company("Zagros Foods"), "zone_id": .string(ID<Never>(raw: 5).description)]
        )
        #expect(
            foreign.faults == [
                "/zone_id": "names_nothing", "/prices/0/product_id": "of_another_company",
                "/prices/1/product_id": "names_nothing",
            ]
        )
    }
}
