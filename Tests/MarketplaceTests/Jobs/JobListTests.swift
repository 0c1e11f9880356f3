import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct JobListTests {
    @Test func `a list is filtered by states, service, region, customer, provider and window`() async throws {
        let scene = try await MarketScene.open()
        let open = try await scene.post()
        let awarded = try await scene.awarded()
        let later = try await scene.post([
            "window": ["from": scene.at(.days(20)), "until": scene.at(.days(30))]
        ])
        let (pia, carl) = (try await scene.world.provider(of: .pia), try await scene.world.id(of: .carl))
        let (york, boston) = (
            try await scene.world.region("New York"), try await scene.world.region("Boston")
        )
        let days = (Instant(seconds: scene.now.seconds) + .days(15)).description

        try await expect([later, open], of: "status=pending", scene)
        try await expect([awarded], of: "status=assigned", scene)
        try await expect([later, awarded, open], of: "state=open,awarded", scene)
        try await expect([awarded], of: "provider_id=\(pia)", scene)
        try await expect(
            [later, awarded, open],
            of: "customer_id=\(carl)&service_id=\(scene.service)",
            scene
        )
        try await expect([later, awarded, open], of: "region_id=\(york)", scene)
        try await expect([], of: "region_id=\(boston)", scene)
        try await expect([later], of: "from=\(days)", scene)
        try await expect([awarded, open], of: "until=\(days)", scene)
    }

    @Test func `a list is sorted by time, window, expiry and distance`() async throws {
        let scene = try await MarketScene.open()
        let far = try await scene.post(["point": ["lat": 40.80, "lon": -73.99]])
        let near = try await scene.post([
            "point": ["lat": 40.74, "lon": -73.99],
            "window": ["from": scene.at(.days(1)), "until": scene.at(.days(3))],
        ])
        let at = "lat=40.73&lon=-73.99"

        try await expect([far, near], of: "sort=created_at", scene)
        try await expect([near, far], of: "sort=-created_at", scene)
        try await expect([near, far], of: "sort=window", scene)
        try await expect([far, near], of: "sort=-window", scene)
        try await expect([near, far], of: "sort=expires_at", scene)
        try await expect([near, far], of: "\(at)&sort=distance", scene)
        try await expect([far, near], of: "\(at)&sort=-distance", scene)
        try await expect([near], of: "\(at)&radius_km=2", scene)
        let list = try await scene.world.as(.carl).get("/api/v1/jobs?\(at)&sort=distance&limit=1")
        let cursor = try #require(list["page"]?["next_cursor"]?.stringValue)
        try await expect([far], of: "\(at)&sort=distance&limit=1&cursor=\(cursor)", scene)
        #expect(list["data"]?.arrayValue?.first?["distance_m"] == 1_112)
    }

    @Test func `half a point, a radius or an order without one are refused`() async throws {
        let scene = try await MarketScene.open()

        let faults: [(String, String)] = [
            ("lat=40", "query/lon"), ("lon=-74", "query/lat"), ("radius_km=5", "query/radius_km"),
            ("sort=distance", "query/sort"), ("lat=40&lon=-74&radius_km=300", "query/radius_km"),
            ("lat=91&lon=0", "query/lat"), ("state=nothing", "query/state/0"), ("colour=red", "query/colour"),
        ]
        for (query, pointer) in faults {
            let answer = try await scene.world.as(.carl).get("/api/v1/jobs?\(query)")
            #expect(answer.status == 422 && answer.faults[pointer] != nil, "\(query): \(answer)")
        }
    }

    @Test func `a provider cannot find out where exactly a job is`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post(["point": ["lat": 40.71234, "lon": -74.00678]])

        let list = try await scene.world.as(.pia).get("/api/v1/jobs?lat=40.71&lon=-74.01&radius_km=0.1")

        #expect(list["data"]?.arrayValue?.map { $0["id"]?.stringValue } == [job])
        #expect(list["data"]?.arrayValue?.first?["distance_m"] == 0)
    }

    @Test func `lists of a customer and of a provider are theirs and staff's`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()
        let carl = "/api/v1/customers/\(try await scene.world.id(of: .carl))/jobs"
        let pia = "/api/v1/providers/\(try await scene.world.provider(of: .pia))/jobs"

        for (path, people) in [(carl, [Person.carl, .lina, .ada]), (pia, [.pia, .lina, .ada])] {
            for person in people {
                let answer = try await scene.world.as(person).get(path)
                #expect(
                    answer["data"]?.arrayValue?.map { $0["id"]?.stringValue } == [job],
                    "\(person.name) \(answer)"
                )
            }
        }
        for person in [Person.cora, .pete, .leo] {
            #expect(try await scene.world.as(person).get(carl).status == 404, "\(person.name)")
        }
        #expect(try await scene.world.as(.pete).get(pia).status == 404)
        #expect(try await scene.world.as(.leo).get(pia).status == 404)
        #expect(try await scene.world.as(.carl).get(pia).status == 403)
    }

    @Test func `desks list the region's jobs and all jobs`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()

        #expect(try await ids(scene.world.as(.lina).get("/api/v1/lsm/jobs")) == [job])
        #expect(try await ids(scene.world.as(.leo).get("/api/v1/lsm/jobs")) == [])
        #expect(try await ids(scene.world.as(.ada).get("/api/v1/admin/jobs?state=open")) == [job])
        #expect(try await scene.world.as(.lina).get("/api/v1/admin/jobs").status == 403)
        #expect(try await scene.world.as(.carl).get("/api/v1/lsm/jobs").status == 403)
        #expect(try await scene.world.as(.pia).get("/api/v1/admin/jobs").status == 403)
    }

    private func expect(_ jobs: [String], of query: String, _ scene: MarketScene) async throws {
        let answer = try await scene.world.as(.carl).get("/api/v1/jobs?\(query)")
        #expect(answer.status == 200 && ids(answer) == jobs, "\(query): \(answer)")
    }

    private func ids(_ answer: TestResponse) -> [String] {
        answer["data"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
    }
}
