import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct PostJobTests {
    @Test func `a posted job is open, in the region of its place, and expires after two weeks`() async throws
    {
        let scene = try await MarketScene.open()

        let answer = try await scene.world.as(.carl).post(
            "/api/v1/jobs",
            .object(scene.job(["window": ["from": scene.at(.days(20)), "until": scene.at(.days(30))]]))
        )

        #expect(answer.status == 201, "\(answer)")
        #expect(answer.header("Location") == "/api/v1/jobs/\(answer.id ?? "")")
        #expect(answer["status"] == "pending" && answer["state"] == "open" && answer["next"] == "expire")
        #expect(answer["revision"] == 1 && answer["version"] == 1 && answer["quotes"] == 0)
        #expect(answer["address"] == "7 Water Street" && answer["point"] == scene.point)
        let region = try await scene.world.region("New York").description
        #expect(answer["region_id"]?.stringValue == region)
        let expiry = try #require(answer["expires_at"]?.stringValue.flatMap { Instant($0) })
        #expect(abs((expiry - scene.now - .days(14)).components.seconds) < 5)
        #expect(answer["customer"]?["first_name"] == "Carl" && answer["customer"]?["initial"] == "J")
        #expect(answer["contacts"] == nil && answer["award"] == nil)
    }

    @Test func `a job ends with its window when that is sooner`() async throws {
        let scene = try await MarketScene.open()

        let job = try await scene.get(scene.post())

        #expect(job["expires_at"] == job["window"]?["until"])
    }

    @Test func `faults of a job are told together`() async throws {
        let scene = try await MarketScene.open()
        let body = scene.job([
            "title": "Hi", "window": ["from": scene.at(.days(400)), "until": scene.at(.days(-1))],
            "budget_min_minor": 50, "surprise": 1,
        ])

        let answer = try await scene.world.as(.carl).post("/api/v1/jobs", .object(body))

        #expect(answer.status == 422)
        #expect(
            Set(answer.faults.keys).isSuperset(of: ["/title", "/budget_min_minor", "/surprise"]),
            "\(answer)"
        )
    }

    @Test func `a window in the past, reversed or more than 365 d ahead is refused`() async throws {
        let scene = try await MarketScene.open()
        let windows: [(Duration, Duration, String)] = [
            (.days(-3), .days(-2), "/window/until"), (.days(5), .days(4), "/window/until"),
            (.days(366), .days(367), "/window/from"), (.days(5), .days(366), "/window/until"),
            (.hours(-1), .days(2), "/window/from"),
        ]

        for (from, until, pointer) in windows {
            let body = scene.job(["window": ["from": scene.at(from), "until": scene.at(until)]])
            let answer = try await scene.world.as(.carl).post("/api/v1/jobs", .object(body))
            #expect(answer.status == 422 && answer.faults[pointer] != nil, "\(answer)")
        }
    }

    @Test func `the window of a slow clock is taken, and one that has begun stays in an edit`() async throws {
        let scene = try await MarketScene.open()
        let begun: JSONObject = ["window": ["from": scene.at(.minutes(-5)), "until": scene.at(.days(2))]]
        let job = try await scene.post(begun)
        scene.world.clock.advance(by: .hours(1))

        let later = scene.job(begun)["window"]?["from"] ?? .null
        let kept = try await scene.world.as(.carl).put(
            "/api/v1/jobs/\(job)",
            ["window": ["from": later, "until": scene.at(.days(3))]]
        )
        let other = try await scene.world.as(.carl).put(
            "/api/v1/jobs/\(job)",
            ["window": ["from": scene.at(.minutes(-30)), "until": scene.at(.days(3))]]
        )

        #expect(kept.status == 200, "\(kept)")
        #expect(other.faults == ["/window/from": "in_the_past"], "\(other)")
    }

    @Test func `the least budget is not above the greatest`() async throws {
        let scene = try await MarketScene.open()

        let answer = try await scene.world.as(.carl).post(
            "/api/v1/jobs",
            .object(scene.job(["budget_min_minor": 5_000, "budget_max_minor": 4_000]))
        )

        #expect(answer.faults == ["/budget_min_minor": "minimum_above_maximum"])
    }

    @Test func `a place outside every region, an unknown service and an unknown provider are refused`()
        async throws
    {
        let scene = try await MarketScene.open()
        let nowhere = ID<Service>.new(at: scene.now).description

        let outside = try await scene.world.as(.carl).post(
            "/api/v1/jobs",
            .object(scene.job(["point": ["lat": 10, "lon": 10]]))
        )
        let service = try await scene.world.as(.carl).post(
            "/api/v1/jobs",
            .object(scene.job(["service_id": .string(nowhere)]))
        )
        let provider = try await scene.world.as(.carl).post(
            "/api/v1/jobs",
            .object(scene.job(["provider_id": .string(nowhere)]))
        )

        #expect(outside.faults == ["/point": "outside_every_region"])
        #expect(service.faults == ["/service_id": "unknown_service"])
        #expect(provider.faults == ["/provider_id": "unknown_provider"])
    }

    @Test func `a service that is not approved takes no job`() async throws {
        let scene = try await MarketScene.open()
        let service = try #require(ID<Service>(scene.service))
        try await scene.world.db.write { tx in
            try tx.execute("UPDATE service SET status = 'archived' WHERE id = \(service)")
        }

        let answer = try await scene.world.as(.carl).post("/api/v1/jobs", .object(scene.job()))

        #expect(answer.problem == .notApproved)
    }

    @Test func `too_many: at most 10 own jobs are not yet funded`() async throws {
        let scene = try await MarketScene.open()
        for _ in 0..<10 { _ = try await scene.post() }

        let answer = try await scene.world.as(.carl).post("/api/v1/jobs", .object(scene.job()))
        let other = try await scene.world.as(.cora).post("/api/v1/jobs", .object(scene.job()))

        #expect(answer.problem == .tooMany && answer["limit"] == 10)
        #expect(other.status == 201)
    }

    @Test func `20 jobs/day`() async throws {
        let scene = try await MarketScene.open()
        for _ in 0..<20 {
            let job = try await scene.post()
            _ = try await scene.world.as(.carl).delete("/api/v1/jobs/\(job)")
        }

        let answer = try await scene.world.as(.carl).post("/api/v1/jobs", .object(scene.job()))
        scene.world.clock.advance(by: .hours(25))
        let tomorrow = try await scene.world.as(.carl).post("/api/v1/jobs", .object(scene.job()))

        #expect(answer.status == 429 && answer.header("Retry-After") != nil, "\(answer)")
        #expect(tomorrow.status == 201)
    }

    @Test func `a customer sends jobs to providers 60 times a day, because each tells one`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let provider = try await scene.world.provider(of: .pia)
        let body: JSONObject = ["provider_id": .string(provider.description)]
        for _ in 0..<60 { #expect(try await scene.put(job, "assign", by: .carl, body).status == 200) }

        let answer = try await scene.put(job, "assign", by: .carl, body)

        #expect(answer.status == 429 && answer.header("Retry-After") != nil, "\(answer)")
    }

    @Test func `of 20 jobs posted at once 10 are there`() async throws {
        let scene = try await MarketScene.open()
        let body = JSONValue.object(scene.job())

        let answers = try await scene.world.atOnce(20) { _ in
            try await scene.world.as(.carl).post("/api/v1/jobs", body)
        }

        #expect(answers.statuses == [201: 10, 409: 10])
    }

    @Test func `nobody else posts jobs`() async throws {
        let scene = try await MarketScene.open()
        for person in [Person.pia, .lina, .ada] {
            let answer = try await scene.world.as(person).post("/api/v1/jobs", .object(scene.job()))
            #expect(answer.status == 403, "\(person.name)")
        }
    }

    @Test func `contact data in the texts are masked for providers and counted`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post(["description": "Call me at 212-555-0101, please."])

        let own = try await scene.get(job)
        let provider = try await scene.get(job, by: .pia)

        #expect(own["description"] == "Call me at 212-555-0101, please.")
        #expect(provider["description"] == "Call me at [contact], please.")
    }
}
