import Kernel
import TestKit
import Testing

@testable import Distribution

@Suite("promotions")
struct PromotionTests {
    @Test func `a super admin manages promotions, everyone sees the active ones of their zone`() async throws
    {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let made = try await world.promote(["percentage": 1_000, "zone_ids": .array([goods.zone("Karkh")])])
        #expect(made.status == 201, "\(made)")
        let later = try await world.promote([
            "percentage": 500, "stackable": true,
            "starts_at": .string((world.clock.now + .days(2)).description),
        ])
        #expect(later["status"] == "upcoming")
        let path = "/api/promotions/\(try #require(made.id))"

        #expect(try await world.anonymous.get("/api/promotions")["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.noor).get("/api/promotions")["data"]?.arrayValue?.count == 2)
        #expect(
            try await world.as(.noor).get("/api/promotions?status=upcoming")["data"]?.arrayValue?.count == 1
        )
        #expect(try await world.as(.omar).get("/api/promotions")["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.dilan).get("/api/promotions")["data"] == [])
        let elsewhere = try await world.anonymous.get("/api/promotions?zone_id=\(goods.zones["Erbil"] ?? "")")
        #expect(elsewhere["data"] == [])
        #expect(try await world.anonymous.get(path)["title"] == "عرض")
        #expect(try await world.anonymous.get(path)["used"] == nil)
        #expect(try await world.anonymous.get("/api/promotions/\(later.id ?? "")").status == 404)
        #expect(try await world.as(.rana).put(path, ["is_active": false]).status == 404)
        #expect(try await world.as(.hassan).put(path, ["is_active": false]).status == 403)
        #expect(try await world.as(.hassan).post("/api/promotions", world.offer([:])).status == 403)

        let changed = try await world.as(.noor).put(path, ["percentage": 2_000, "maximum_discount": 5_000])
        #expect(changed["percentage"] == 2_000)
        #expect(changed["version"] == 2)
        #expect(
            try await world.as(.noor).put(path, ["clear": ["maximum_discount"]])["maximum_discount"] == nil
        )
        let stale = try await world.as(.noor).put(path, ["priority": 1], headers: ["If-Match": "\"1\""])
        #expect(stale.status == 412)
        #expect(try await world.as(.noor).delete(path).status == 204)
        #expect(try await world.as(.noor).get(path).status == 404)
        let audit = try await world.audit()
        #expect(audit.filter { $0.hasPrefix("distribution.promotion") }.count == 5)
    }

    @Test func `conflicting members are refused together`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let empty = try await world.promote(["type": "buy_x_get_y", "percentage": 1])
        #expect(empty.faults == ["/buy_quantity": "required", "/get_quantity": "required"])
        let bundle = try await world.promote([
            "type": "bundle", "product_ids": .array([goods.product("FUR-RICE-5")]), "minimum_amount": 0,
            "ends_at": .string((world.clock.now - .days(2)).description),
        ])
        #expect(
            bundle.faults == [
                "/bundle": "required", "/bundle_price": "required", "/product_ids": "not_of_this_type",
                "/minimum_amount": "out_of_range", "/ends_at": "ends_before_it_starts",
            ]
        )
        let stranger = ID<Never>(raw: 5).description
        let unknown = try await world.promote(["percentage": 1, "category_ids": .array([.string(stranger)])])
        #expect(unknown.faults == ["/category_ids": "names_nothing"])
        #expect(try await world.promote(["percentage": 10_001]).status == 422)
        #expect(try await world.promote(["type": "fixed", "amount": .number(0.5)]).status == 422)
        #expect(
            try await world.promote(["type": "fixed", "amount": 0]).faults == ["/amount": "out_of_range"]
        )
        #expect(try await world.promote(["type": "fixed", "amount": -5]).status == 422)
    }

    @Test
    func `two exclusive ones about the same goods at the same time are refused, and the other is named`()
        async throws
    {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let rice: JSONValue = .array([goods.product("FUR-RICE-5")])
        let first = try await world.promote(["percentage": 1_000, "product_ids": rice])
        #expect(first.status == 201)
        let food: JSONValue = .array([goods.category("Food")])
        let below = try await world.promote(["percentage": 500, "category_ids": food])
        #expect(below.problem == .promotionOverlaps)
        #expect(below["conflicts"]?[0]?["id"]?.stringValue == first.id)
        let set: JSONValue = [["product_id": goods.product("FUR-RICE-5"), "quantity": 1]]
        #expect(
            try await world.promote(["type": "bundle", "bundle": set, "bundle_price": 9_000]).status == 409
        )

        let cleaning: JSONValue = .array([goods.category("Cleaning")])
        #expect(try await world.promote(["percentage": 500, "category_ids": cleaning]).status == 201)
        let zagros: JSONValue = .array([goods.company("Zagros Foods")])
        let other = try await world.promote(["percentage": 5, "category_ids": food, "company_ids": zagros])
        #expect(other.status == 201, "goods of another company: \(other)")
        #expect(
            try await world.promote(["percentage": 5, "category_ids": food, "stackable": true]).status == 201
        )
        let end = (world.clock.now - .hours(1)).description
        let past = try await world.promote(["percentage": 5, "product_ids": rice, "ends_at": .string(end)])
        #expect(past.status == 409, "yesterday they would have met")
        let off = try await world.promote(["percentage": 5, "product_ids": rice, "is_active": false])
        #expect(off.status == 201)
        let on = try await world.as(.noor).put("/api/promotions/\(off.id ?? "")", ["is_active": true])
        #expect(on.problem == .promotionOverlaps)
    }
}
