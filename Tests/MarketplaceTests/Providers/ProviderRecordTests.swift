import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct ProviderRecordTests {
    @Test func `others see a card, the provider and staff within reach the record`() async throws {
        let world = try await castMarketplace()

        let card = try await world.record(of: .pia, as: .carl)
        let other = try await world.record(of: .pia, as: .pete)
        let elsewhere = try await world.record(of: .pia, as: .leo)
        let own = try await world.record(of: .pia, as: .pia)
        let managed = try await world.record(of: .pia, as: .lina)

        for answer in [card, other, elsewhere] {
            #expect(answer.status == 200 && answer["point"] == nil && answer["documents"] == nil)
            #expect(answer["status_reason"] == nil && answer["account_id"] == nil && answer["hours"] == nil)
            #expect(answer["area"] == ["lat": 40.73, "lon": -73.99])
        }
        for answer in [own, managed, try await world.record(of: .pia, as: .ada)] {
            #expect(answer["point"] == ["lat": 40.73, "lon": -73.99])
            #expect(answer["documents"]?.arrayValue?.count == 2 && answer["hours"]?.arrayValue?.count == 7)
        }
        #expect(card.header("etag") != nil)
    }

    @Test func `contact data is hidden in cards only`() async throws {
        let world = try await castMarketplace()
        let path = "\(World.providers)/\(try await world.provider(of: .pia))"

        let own = try await world.as(.pia).put(
            path,
            [
                "business_name": "Pia @pia_paints", "bio": "Mail me at pia@example.com",
                "point": ["lat": 40.7312, "lon": -73.9871],
            ]
        )
        let card = try await world.as(.carl).get(path)

        #expect(
            own["bio"] == "Mail me at pia@example.com" && own["point"] == ["lat": 40.7312, "lon": -73.9871]
        )
        #expect(card["bio"] == "Mail me at [contact]" && card["business_name"] == "Pia [contact]", "\(card)")
        #expect(card["area"] == ["lat": 40.73, "lon": -73.99])
    }

    @Test func `pending and banned providers are seen by staff, themselves and customers of a shared job`()
        async throws
    {
        let scene = try await MarketScene.open()
        let world = scene.world
        let pending = try await world.record(of: .paul, as: .carl)
        _ = try await scene.quoted(try await scene.post(by: .carl))
        _ = try await world.ban(.pia)

        #expect(pending.status == 404)
        #expect(try await world.record(of: .paul, as: .paul).status == 200)
        #expect(try await world.record(of: .paul, as: .lina).status == 200)
        #expect(try await world.record(of: .paul, as: .leo).status == 404)
        #expect(try await world.record(of: .pia, as: .carl)["status"] == "banned")
        #expect(try await world.record(of: .pia, as: .cora).status == 404)
    }

    @Test func `lists show cards of active and inactive ones, and staff everybody in their regions`()
        async throws
    {
        let world = try await castMarketplace()
        _ = try await world.setStatus(of: .pete, "inactive", by: .pete)

        func names(_ path: String, _ person: Person) async throws -> [String] {
            world.names(in: try await world.as(person).get("/api/v1/\(path)"))
        }

        #expect(try await names("providers?sort=name", .carl) == ["Novak Painting", "O'Neil & Sons"])
        #expect(try await names("providers?sort=-name", .carl) == ["O'Neil & Sons", "Novak Painting"])
        #expect(try await names("providers?sort=name&status=pending", .lina) == ["Reed Gardens"])
        #expect(try await names("providers?sort=-score", .leo).count == 2)
        #expect(
            try await names("lsm/providers?sort=name", .lina) == [
                "Novak Painting", "O'Neil & Sons", "Reed Gardens",
            ]
        )
        #expect(try await names("lsm/providers", .leo) == [])
        #expect(try await names("admin/providers?status=inactive", .ada) == ["O'Neil & Sons"])
        let filtered = try await world.as(.carl).get("/api/v1/providers?status=active")
        #expect(filtered.status == 422 && filtered.faults == ["query/status": "staff_only"])
        #expect(try await world.as(.carl).get("/api/v1/lsm/providers").status == 403)
        #expect(try await world.as(.lina).get("/api/v1/admin/providers").status == 403)
    }

    @Test func `in another region a provider is verified again`() async throws {
        let scene = try await MarketScene.open()
        let world = scene.world
        let job = try await scene.post()
        _ = try await scene.quoted(job)
        let path = "\(World.providers)/\(try await world.provider(of: .pia))"

        let moved = try await world.as(.pia).put(path, ["point": ["lat": 42.36, "lon": -71.06]])

        #expect(moved.status == 200 && moved["status"] == "pending", "\(moved)")
        #expect(moved["region_id"]?.stringValue == (try await world.region("Boston").description))
        #expect(try await scene.present(job).state == "withdrawn")
        #expect(try await world.messages(to: .leo).contains("provider_arrived"))
        #expect(try await world.record(of: .pia, as: .lina).status == 404)
    }

    @Test func `inactive, pending and banned providers move too, and only a ban goes with them`() async throws
    {
        let world = try await castMarketplace()
        _ = try await world.setStatus(of: .pia, "inactive", by: .pia)
        _ = try await world.ban(.pete)

        var statuses: [String?] = []
        for person in [Person.pia, .paul, .pete] {
            let moved = try await world.as(person).put(
                "\(World.providers)/\(try await world.provider(of: person))",
                ["point": ["lat": 42.36, "lon": -71.06]]
            )
            statuses.append(moved["status"]?.stringValue)
        }

        #expect(statuses == ["pending", "pending", "banned"])
    }

    @Test func `live jobs must lie within the new place and radius`() async throws {
        let scene = try await MarketScene.open()
        let world = scene.world
        let job = try await scene.funded(to: .pete)
        let path = "\(World.providers)/\(try await world.provider(of: .pete))"

        let small = try await world.as(.pete).put(path, ["radius_m": 100])
        let far = try await world.as(.pete).put(path, ["point": ["lat": 42.36, "lon": -71.06]])
        let nowhere = try await world.as(.pete).put(
            path,
            ["point": ["lat": 0, "lon": 0], "radius_m": 100_000]
        )
        let wider = try await world.as(.pete).put(path, ["radius_m": 50_000])

        #expect(small.status == 409 && small.problem == .jobsOutside && small["jobs"] == [.string(job)])
        #expect(far.status == 409 && far["jobs"] == [.string(job)])
        #expect(nowhere.status == 409 || nowhere.status == 422)
        #expect(wider.status == 200 && wider["radius_m"] == 50_000)
    }

    @Test func `administrators change a record with a reason, local managers and strangers do not`()
        async throws
    {
        let world = try await castMarketplace()
        let path = "\(World.providers)/\(try await world.provider(of: .pia))"

        let silent = try await world.as(.ada).put(path, ["bio": "Paints."])
        let changed = try await world.as(.ada).put(path, ["bio": "Paints.", "reason": "As asked by phone"])
        let cleared = try await world.as(.pia).put(path, ["bio": .null])
        let manager = try await world.as(.lina).put(path, ["bio": "Paints."])
        let other = try await world.as(.pete).put(path, ["bio": "Paints."])
        let stale = try await world.as(.pia).put(path, ["bio": "x"], headers: ["If-Match": "\"1\""])

        #expect(silent.status == 422 && silent.faults == ["/reason": "required"])
        #expect(changed["bio"] == "Paints." && cleared["bio"] == nil)
        #expect(manager.status == 403 && other.status == 404 && stale.status == 412)
    }
}
