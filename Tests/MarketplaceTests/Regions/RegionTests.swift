import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct RegionTests {
    private static let camden: JSONValue = [
        "name": "Camden", "centre": ["lat": 40.7357, "lon": -74.1724], "radius_m": 10_000,
        "zone": "America/New_York", "reason": "Many customers there.",
    ]

    @Test func `an administrator adds a region, and everyone lists them by name`() async throws {
        let world = try await castMarketplace()

        let added = try await world.as(.ada).post("/api/v1/regions", Self.camden)
        let list = try await world.as(.carl).get("/api/v1/regions")

        #expect(added.status == 201 && added["active"] == true && added["version"] == 1, "\(added)")
        #expect(
            list["data"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == [
                "Boston", "Camden", "New York",
            ]
        )
        #expect(try await world.audit().contains("marketplace.region.found"))
    }

    @Test func `a name is taken whatever its capital letters`() async throws {
        let world = try await castMarketplace()
        var body = Self.camden
        body["name"] = "NEW  YORK"

        let added = try await world.as(.ada).post("/api/v1/regions", body)
        let boston = try await world.region("Boston")
        let renamed = try await world.as(.ada).put(
            "/api/v1/regions/\(boston)",
            ["name": "new york", "reason": "A mistake."]
        )

        #expect(added.status == 409 && added.problem == .nameTaken, "\(added)")
        #expect(renamed.status == 409 && renamed.problem == .nameTaken, "\(renamed)")
    }

    @Test(
        arguments: [
            ("radius_m", 999), ("radius_m", 200_001), ("zone", "Mars/Olympus"),
            ("centre", ["lat": 91, "lon": 0]),
            ("reason", "no"),
        ] as [(String, JSONValue)]
    )
    func `values out of bounds are refused`(member: String, value: JSONValue) async throws {
        let world = try await castMarketplace()
        var body = Self.camden
        body[member] = value

        let answer = try await world.as(.ada).post("/api/v1/regions", body)

        #expect(answer.status == 422, "\(answer)")
        #expect(answer.faults.keys.allSatisfy { $0.hasPrefix("/\(member)") }, "\(answer)")
    }

    @Test func `only administrators add and change regions`() async throws {
        let world = try await castMarketplace()
        let boston = try await world.region("Boston")

        for person in [Person.carl, .pia, .lina] {
            #expect(try await world.as(person).post("/api/v1/regions", Self.camden).status == 403)
            #expect(
                try await world.as(person).put("/api/v1/regions/\(boston)", ["reason": "because"]).status
                    == 403
            )
        }
    }

    @Test func `a point belongs to the nearest centre that reaches it`() async throws {
        let world = try await castMarketplace()
        _ = try await world.as(.ada).post("/api/v1/regions", Self.camden)
        let points = [(40.73, -74.16), (40.72, -74.0), (41.2, -74.0), (42.4, -71.1), (45, -80)]

        let names = try await world.db.read { tx in
            try points.map { point in
                guard let place = Coordinates(latitude: point.0, longitude: point.1) else { return "nowhere" }
                return try Region.covering(place, tx)?.name.rawValue ?? "none"
            }
        }

        #expect(names == ["Camden", "New York", "New York", "Boston", "none"])
    }

    @Test func `an inactive region takes no new points, and only administrators see it`() async throws {
        let world = try await castMarketplace()
        let boston = try await world.region("Boston")

        let closed = try await world.as(.ada).put(
            "/api/v1/regions/\(boston)",
            ["active": false, "reason": "Too few providers."]
        )
        let found = try await world.db.read { tx in try Region.covering(DemoMarket.boston, tx) }

        #expect(closed.status == 200 && closed["active"] == false, "\(closed)")
        #expect(found == nil)
        #expect(try await world.as(.carl).get("/api/v1/regions")["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.ada).get("/api/v1/regions")["data"]?.arrayValue?.count == 2)
    }

    @Test func `a job keeps its region when regions change`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let region = try await scene.world.region("New York")

        _ = try await scene.world.as(.ada).put(
            "/api/v1/regions/\(region)",
            ["centre": ["lat": 10, "lon": 10], "reason": "A mistake."]
        )

        #expect(try await scene.get(job, by: .lina)["region_id"] == .string(region.description))
    }

    @Test func `an old version is refused`() async throws {
        let world = try await castMarketplace()
        let boston = try await world.region("Boston")

        let answer = try await world.as(.ada).put(
            "/api/v1/regions/\(boston)",
            ["radius_m": 50_000, "reason": "Smaller."],
            headers: ["If-Match": "\"7.x\""]
        )

        #expect(answer.status == 412, "\(answer)")
    }

    @Test func `an administrator assigns regions to a local manager`() async throws {
        let world = try await castMarketplace()
        let (lina, carl) = (try await world.id(of: .lina), try await world.id(of: .carl))
        let boston = try await world.region("Boston").description
        let body: JSONValue = ["regions": [.string(boston)], "reason": "Leo is on leave."]

        let assigned = try await world.as(.ada).put("/api/v1/admin/users/\(lina)/regions", body)
        let customer = try await world.as(.ada).put("/api/v1/admin/users/\(carl)/regions", body)
        let none = try await world.as(.ada).put(
            "/api/v1/admin/users/\(lina)/regions",
            ["regions": [], "reason": "Leo is on leave."]
        )
        let unknown = try await world.as(.ada).put(
            "/api/v1/admin/users/\(lina)/regions",
            ["regions": [.string(boston), .string(boston), .string(carl)], "reason": "Leo is on leave."]
        )
        try await world.runJobs()

        #expect(assigned.status == 200 && assigned["regions"] == [.string(boston)], "\(assigned)")
        #expect(
            customer.status == 422 && customer.faults == ["path/id": "not_a_local_manager"],
            "\(customer)"
        )
        #expect(none.status == 422 && none.faults == ["/regions": "too_few"], "\(none)")
        #expect(
            unknown.faults == ["/regions/1": "listed_twice", "/regions/2": "unknown_region"],
            "\(unknown)"
        )
        #expect(world.mails(to: .lina).last?.text.contains("Leo is on leave.") == true)
        #expect(try await world.as(.lina).get("/api/v1/users/profile")["regions"] == [.string(boston)])
    }
}
