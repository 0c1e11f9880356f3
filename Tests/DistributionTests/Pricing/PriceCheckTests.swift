import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite("prices over HTTP")
struct PriceCheckTests {
    @Test func `apply says what goods cost a shop in its zone, with the delivery, line by line`() async throws
    {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let made = try await world.promote([
            "percentage": 1_000, "category_ids": .array([goods.category("Food")]), "stackable": true,
        ])
        #expect(made.status == 201)
        // 3 × 9500 rice below Food, 2 × 1750 bleach not; Karkh: 3000.
        let question: JSONValue = ["lines": goods.lines([("FUR-RICE-5", 3), ("FUR-BLEACH", 2)])]
        let answer = try await world.as(.omar).post("/api/promotions/apply", question)
        #expect(answer.status == 200, "\(answer)")
        #expect(answer["subtotal"] == 32_000)
        #expect(answer["discount"] == 2_850)
        #expect(answer["delivery_fee"] == 3_000)
        #expect(answer["total"] == 32_150)
        #expect(answer["promotions"]?[0]?["discount"] == 2_850)
        #expect(answer["trace"]?.arrayValue?.last?["step"] == "delivery")
        let arabic = try await world.as(.omar).post(
            "/api/promotions/apply",
            question,
            headers: ["Accept-Language": "ar"]
        )
        #expect(arabic["trace"]?.arrayValue?.last?["text"] == "التوصيل: 3000 د.ع")
        let twice: JSONValue = [
            "lines": goods.lines([("FUR-BLEACH", 1), ("FUR-RICE-5", 3), ("FUR-BLEACH", 1)])
        ]
        #expect(try await world.as(.omar).post("/api/promotions/apply", twice)["total"] == 32_150)
    }

    @Test func `nothing is priced that could not be ordered: of a company that does not sell, or not here`()
        async throws
    {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let rice: JSONValue = ["lines": goods.lines([("FUR-RICE-5", 1)])]
        let riceID = try await world.productID("FUR-RICE-5")
        let explained: JSONValue = ["product_id": .string(riceID), "quantity": 1]
        let far = try await world.as(.dilan).post("/api/promotions/apply", rice)
        #expect(far.problem == .productNotSold && far["product_ids"]?.arrayValue?.count == 1)
        #expect(try await world.as(.dilan).post("/api/price-lists/explain", explained).status == far.status)
        #expect(try await world.as(.omar).post("/api/price-lists/explain", explained).status == 200)
        let furat = try await world.company("Al-Furat Trading")
        let stopped = try await world.as(.noor).patch(
            "/api/companies/\(furat)/status",
            ["status": "inactive"]
        )
        #expect(stopped.status == 200)

        #expect(try await world.as(.omar).post("/api/promotions/apply", rice).problem == .productNotSold)
        #expect(try await world.as(.omar).post("/api/promotions/preview", rice).problem == .productNotSold)
        let added = try await world.as(.omar).post("/api/cart/items", explained)
        #expect(added.faults == ["/product_id": "not_on_sale"])
    }

    @Test func `one that must apply and does not is refused with the reason`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let made = try await world.promote(["type": "fixed", "amount": 5_000, "minimum_amount": 50_000])
        var question: JSONValue = ["lines": goods.lines([("FUR-RICE-5", 1)])]
        question["promotion_id"] = .string(made.id ?? "")
        let refused = try await world.as(.omar).post("/api/promotions/apply", question)
        #expect(refused.problem == .promotionNotApplicable)
        #expect(refused["reason"] == "below_minimum")
        question["lines"] = goods.lines([("FUR-RICE-5", 6)])
        #expect(try await world.as(.omar).post("/api/promotions/apply", question)["discount"] == 5_000)
    }

    @Test func `preview tells what lacks for the next one`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        _ = try await world.promote([
            "type": "percentage", "percentage": 500, "minimum_amount": 20_000, "stackable": true,
        ])
        _ = try await world.promote([
            "type": "buy_x_get_y", "buy_quantity": 2, "get_quantity": 1, "stackable": true,
            "product_ids": .array([goods.product("FUR-RICE-5")]),
        ])
        _ = try await world.promote([
            "percentage": 100, "zone_ids": .array([goods.zone("Erbil")]), "stackable": true,
        ])
        let answer = try await world.as(.omar).post(
            "/api/promotions/preview",
            ["lines": goods.lines([("FUR-RICE-5", 2)])]
        )
        #expect(answer["savings"] == 0)
        #expect(answer["within_reach"]?[0]?["missing_quantity"] == 1)
        #expect(answer["within_reach"]?[1]?["missing_amount"] == 1_000)
        #expect(answer["within_reach"]?[1]?["saving"] == 1_000)
        #expect(answer["not_applied"]?[0]?["reason"] == "other_zone")
        let more = try await world.as(.omar).post(
            "/api/promotions/preview",
            ["lines": goods.lines([("FUR-RICE-5", 3)])]
        )
        #expect(more["savings"] == 9_500)
    }

    @Test func `without lines it is the cart`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let made = try await world.promote([
            "percentage": 1_000, "category_ids": .array([goods.category("Food")]), "stackable": true,
        ])
        #expect(made.status == 201)
        for (sku, quantity) in [("FUR-RICE-5", 3), ("FUR-BLEACH", 2)] {
            let item: JSONValue = ["product_id": goods.product(sku), "quantity": .integer(Int64(quantity))]
            #expect(try await world.as(.omar).post("/api/cart/items", item).status == 201)
        }
        let lines: JSONValue = ["lines": goods.lines([("FUR-RICE-5", 3), ("FUR-BLEACH", 2)])]
        let nothing: JSONValue = [:]
        let null: JSONValue = ["lines": nil]
        for path in ["/api/promotions/apply", "/api/promotions/preview"] {
            let asked = try await world.as(.omar).post(path, lines)
            #expect(asked.status == 200, "\(asked)")
            #expect(try await world.as(.omar).post(path).json == asked.json)
            #expect(try await world.as(.omar).post(path, nothing).json == asked.json)
            #expect(try await world.as(.omar).post(path, null).json == asked.json)
        }
        let priced = try await world.as(.omar).post("/api/promotions/apply")
        #expect(priced["subtotal"] == 32_000 && priced["discount"] == 2_850 && priced["total"] == 32_150)
        let cart = try await world.as(.omar).get("/api/cart")
        #expect(cart["items"]?.arrayValue?.count == 2, "it is still full")

        let furat = try await world.company("Al-Furat Trading")
        _ = try await world.as(.noor).patch("/api/companies/\(furat)/status", ["status": "inactive"])
        let gone = try await world.as(.omar).post("/api/promotions/apply")
        #expect(gone.problem == .productNotSold && gone["product_ids"]?.arrayValue?.count == 2)
    }

    @Test func `an empty cart is said to be empty`() async throws {
        let world = try await market()
        let honey = try await world.productID("ZAG-HONEY-1")
        let item: JSONValue = ["product_id": .string(honey), "quantity": 1]
        #expect(try await world.as(.dilan).post("/api/cart/items", item).status == 201)
        for path in ["/api/promotions/apply", "/api/promotions/preview"] {
            #expect(try await world.as(.omar).post(path).problem == .cartEmpty, "each has their own")
            #expect(try await world.as(.dilan).post(path).status == 200)
        }
    }

    @Test func `an administrator names lines`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        var question: JSONValue = ["zone_id": goods.zone("Karkh")]
        for path in ["/api/promotions/apply", "/api/promotions/preview"] {
            #expect(try await world.as(.noor).post(path).faults == ["/lines": "required"])
            #expect(try await world.as(.noor).post(path, question).faults == ["/lines": "required"])
        }
        question["lines"] = goods.lines([("FUR-RICE-5", 1)])
        #expect(try await world.as(.noor).post("/api/promotions/apply", question)["total"] == 12_500)
    }

    @Test func `nothing that is wanted is left out of a price`() {
        let (known, gone) = (ID<Distribution.Product>(raw: 1), ID<Distribution.Product>(raw: 2))
        let wants = [gone, known, gone].map { RequestedLine(product: $0, quantity: 1, pointer: "") }

        #expect {
            try PricedLine.list(wants, of: [known: Shelf()], in: [:])
        } throws: { error in
            (error as? Problem)?.extras["product_ids"] == [.string(gone.description)]
        }
        #expect(throws: Never.self) { try PricedLine.list([wants[1]], of: [known: Shelf()], in: [:]) }
    }

    @Test func `permissions, and invalid questions`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let question: JSONValue = ["lines": goods.lines([("ZAG-HONEY-1", 1)])]
        #expect(try await world.anonymous.post("/api/promotions/apply", question).status == 401)
        #expect(try await world.as(.layla).post("/api/promotions/apply", question).status == 403)
        #expect(try await world.as(.noor).post("/api/promotions/apply", question).problem == .zoneNeeded)
        var there = question
        there["zone_id"] = goods.zone("Erbil")
        #expect(try await world.as(.noor).post("/api/promotions/apply", there)["delivery_fee"] == 8_000)
        #expect(
            try await world.as(.omar).post("/api/promotions/apply", ["lines": []]).faults == [
                "/lines": "too_few"
            ]
        )
        let nothing: JSONValue = [
            "lines": [["product_id": .string(ID<Never>(raw: 9).description), "quantity": 1]]
        ]
        #expect(try await world.as(.omar).post("/api/promotions/apply", nothing).problem == .productNotSold)
        let many: JSONValue = ["lines": goods.lines([("FUR-RICE-5", 1_000_000), ("FUR-RICE-5", 1)])]
        #expect(
            try await world.as(.omar).post("/api/promotions/preview", many).problem == .quantityOutOfRange
        )
        let huge: JSONValue = ["lines": goods.lines([("FUR-RICE-5", 1_000_001)])]
        #expect(try await world.as(.omar).post("/api/promotions/preview", huge).status == 422)
    }
}

private struct Shelf: Priced {
    let company = ID<Company>(raw: 3)
    let category = ID<Distribution.Category>(raw: 4)
    let price = Dinars.zero
}
