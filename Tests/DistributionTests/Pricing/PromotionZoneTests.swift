import Kernel
import TestKit
import Testing

@testable import Distribution

@Suite("promotions of zones")
struct PromotionZoneTests {
    @Test func `Ali's promotion applies in Karkh alone`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let made = try await world.promote(
            as: .ali,
            ["percentage": 1_000, "zone_ids": [goods.zone("Karkh")]]
        )
        #expect(made.status == 201 && made["used"] == 0, "\(made)")

        // 2 × 9500 of Al-Furat, which delivers to both zones.
        let question: JSONValue = ["lines": goods.lines([("FUR-RICE-5", 2)])]
        #expect(try await world.as(.omar).post("/api/promotions/apply", question)["discount"] == 1_900)
        #expect(try await world.as(.zainab).post("/api/promotions/apply", question)["discount"] == 0)

        let path = "/api/promotions/\(try #require(made.id))"
        #expect(try await world.as(.ali).put(path, ["percentage": 500])["percentage"] == 500)
        #expect(try await world.as(.omar).post("/api/promotions/apply", question)["discount"] == 950)
        #expect(try await world.as(.ali).put(path, ["is_active": false])["status"] == "inactive")
        #expect(try await world.as(.ali).get("/api/promotions")["data"]?[0]?["id"]?.stringValue == made.id)
        #expect(try await world.as(.ali).get(path)["used"] == 0)
        #expect(try await world.as(.omar).get(path).status == 404)
        #expect(try await world.as(.ali).delete(path).status == 204)
        #expect(try await world.as(.noor).get(path).status == 404)
    }

    @Test func `one for every zone or for Erbil is refused`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let (karkh, erbil) = (goods.zone("Karkh"), goods.zone("Erbil"))
        let everywhere = try await world.promote(as: .ali, ["percentage": 1_000])
        #expect(everywhere.faults == ["/zone_ids": "outside_your_zones"])
        let nowhere = try await world.promote(as: .ali, ["percentage": 1_000, "zone_ids": []])
        #expect(nowhere.faults == ["/zone_ids": "outside_your_zones"])
        let both = try await world.promote(as: .ali, ["percentage": 1_000, "zone_ids": [karkh, erbil]])
        #expect(both.faults == ["/zone_ids/1": "not_your_zone"])
        let unknown: JSONValue = .string(ID<DeliveryZone>.placeholder.description)
        let lost = try await world.promote(as: .ali, ["percentage": 1_000, "zone_ids": [unknown]])
        #expect(lost.faults == ["/zone_ids/0": "not_your_zone"])

        let made = try await world.promote(as: .ali, ["percentage": 1_000, "zone_ids": [karkh]])
        let path = "/api/promotions/\(try #require(made.id))"
        let widened = try await world.as(.ali).put(path, ["zone_ids": []])
        #expect(widened.faults == ["/zone_ids": "outside_your_zones"])
        let moved = try await world.as(.ali).put(path, ["zone_ids": [erbil]])
        #expect(moved.faults == ["/zone_ids/0": "not_your_zone"])
        let now = try await world.as(.ali).get(path)
        #expect(now["version"] == 1 && now["zone_ids"] == [karkh])
        #expect(try await world.as(.noor).get("/api/promotions")["data"]?.arrayValue?.count == 1)
    }

    @Test func `Rana's is not found`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let erbil: [JSONValue] = [goods.zone("Erbil")]
        let soon: JSONValue = .string((world.clock.now + .days(2)).description)
        let later = try await world.promote(
            as: .rana,
            ["percentage": 1_000, "zone_ids": .array(erbil), "starts_at": soon]
        )
        let path = "/api/promotions/\(try #require(later.id))"
        #expect(try await world.as(.ali).get("/api/promotions")["data"] == [])
        #expect(try await world.as(.ali).get(path).status == 404)
        #expect(try await world.as(.ali).put(path, ["percentage": 1]).status == 404)
        #expect(try await world.as(.ali).delete(path).status == 404)
        let mine = try await world.as(.rana).get("/api/promotions?status=upcoming")
        #expect(mine["data"]?[0]?["used"] == 0)

        let open = try await world.promote(["percentage": 500, "stackable": true])
        let ofAll = "/api/promotions/\(try #require(open.id))"
        let seen = try await world.as(.ali).get(ofAll)
        #expect(seen.status == 200 && seen["used"] == nil, "everyone sees it, and only Noor its uses")
        #expect(try await world.as(.ali).put(ofAll, ["zone_ids": [goods.zone("Karkh")]]).status == 404)
        #expect(try await world.as(.ali).delete(ofAll).status == 404)
        let list = try await world.as(.ali).get("/api/promotions")
        #expect(list["data"]?.arrayValue?.map { $0["id"]?.stringValue } == [open.id])
        #expect(try await world.as(.noor).get(ofAll)["version"] == 1)
        #expect(try await world.as(.noor).get(path)["version"] == 1)
    }

    @Test func `an overlap with one he cannot see names none`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let soon: JSONValue = .string((world.clock.now + .days(2)).description)
        let planned = try await world.promote(["percentage": 2_000, "starts_at": soon])
        let id = try #require(planned.id)
        let terms: [String: JSONValue] = ["percentage": 1_000, "zone_ids": [goods.zone("Karkh")]]

        let refused = try await world.promote(as: .ali, terms)
        #expect(refused.problem == .promotionOverlaps)
        #expect(refused["conflicts"] == [] && refused["hidden_conflicts"] == 1)
        #expect(!refused.text.contains(id))

        let yesterday: JSONValue = .string((world.clock.now - .days(1)).description)
        let begun = try await world.as(.noor).put("/api/promotions/\(id)", ["starts_at": yesterday])
        #expect(begun["status"] == "active")
        let named = try await world.promote(as: .ali, terms)
        #expect(named["conflicts"]?[0]?["id"]?.stringValue == id && named["hidden_conflicts"] == nil)
    }

    @Test func `of exclusive ones by Ali and Noor at once, one is there`() async throws {
        let world = try await market()
        let karkh = try await MarketGoods.find(in: world).zone("Karkh")
        _ = try await (world.token(of: .noor), world.token(of: .ali))
        let answers = try await world.atOnce(20) { index in
            index % 2 == 0
                ? try await world.promote(as: .ali, ["percentage": 1_000, "zone_ids": [karkh]])
                : try await world.promote(["percentage": 1_000])
        }
        #expect(answers.statuses == [201: 1, 409: 19])
    }

    @Test func `an administrator who loses a zone loses its promotions`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let (karkh, rusafa) = (goods.zone("Karkh"), goods.zone("Rusafa"))
        let admin = "/api/admins/\(try await world.id(of: .ali))/zones"
        #expect(try await world.as(.noor).patch(admin, ["zone_ids": [karkh, rusafa]]).status == 200)
        let both = try await world.promote(
            as: .ali,
            ["percentage": 100, "stackable": true, "is_active": false, "zone_ids": [karkh, rusafa]]
        )
        let one = try await world.promote(
            as: .ali,
            ["percentage": 100, "stackable": true, "is_active": false, "zone_ids": [karkh]]
        )
        #expect(both.status == 201 && one.status == 201)
        #expect(try await world.as(.noor).patch(admin, ["zone_ids": [karkh]]).status == 200)

        let path = "/api/promotions/\(try #require(both.id))"
        #expect(try await world.as(.ali).get(path).status == 404)
        #expect(try await world.as(.ali).put(path, ["is_active": true]).status == 404)
        #expect(try await world.as(.ali).delete(path).status == 404)
        let list = try await world.as(.ali).get("/api/promotions")
        #expect(list["data"]?.arrayValue?.map { $0["id"]?.stringValue } == [one.id])
    }

    @Test func `goods and companies beyond his zones are unknown`() async throws {
        let world = try await market()
        let goods = try await MarketGoods.find(in: world)
        let (rice, honey) = (goods.product("FUR-RICE-5"), goods.product("ZAG-HONEY-1"))
        var terms: [String: JSONValue] = ["percentage": 1_000, "zone_ids": [goods.zone("Karkh")]]
        terms["product_ids"] = [rice, honey]
        terms["gift_product_ids"] = [honey]
        terms["bundle"] = [["product_id": honey, "quantity": 1]]
        terms["company_ids"] = [goods.company("Zagros Foods")]
        #expect(
            try await world.promote(as: .ali, terms).faults == [
                "/product_ids/1": "names_nothing", "/gift_product_ids/0": "names_nothing",
                "/bundle/0/product_id": "names_nothing", "/company_ids/0": "names_nothing",
            ]
        )
        terms["gift_product_ids"] = nil
        terms["bundle"] = nil
        terms["product_ids"] = [rice]
        terms["company_ids"] = [goods.company("Al-Furat Trading")]
        let made = try await world.promote(as: .ali, terms)
        #expect(made.status == 201, "\(made)")

        let company = "/api/companies/\(try await world.company("Al-Furat Trading"))"
        let left = try await world.as(.noor).put(company, ["zone_ids": [goods.zone("Rusafa")]])
        #expect(left.status == 200, "\(left)")
        let off = try await world.as(.ali).put("/api/promotions/\(made.id ?? "")", ["is_active": false])
        #expect(off["is_active"] == false, "it can be switched off though its goods are no longer delivered")
    }
}

extension World {
    fileprivate func promote(as person: Person, _ terms: [String: JSONValue]) async throws -> TestResponse {
        try await self.as(person).post("/api/promotions", offer(terms))
    }
}
