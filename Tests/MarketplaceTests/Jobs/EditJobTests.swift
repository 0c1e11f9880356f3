import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct EditJobTests {
    @Test func `an edit of text makes a new revision and live quotes go stale`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let quote = try await scene.quoted(job)

        let edited = try await scene.world.as(.carl).put(
            "/api/v1/jobs/\(job)",
            ["title": "Paint the other fence"]
        )
        let accepted = try await scene.accept(job, quote)

        #expect(edited.status == 200 && edited["revision"] == 2 && edited["state"] == "quoted")
        #expect(try await scene.present(job).state == "stale")
        #expect(accepted.problem == .quoteStale)
    }

    @Test func `a new budget or address leaves quotes as they are`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post(["budget_min_minor": 5_000])
        _ = try await scene.quoted(job)

        let edited = try await scene.world.as(.carl).put(
            "/api/v1/jobs/\(job)",
            ["budget_min_minor": .null, "budget_max_minor": 20_000, "address": "8 Water Street"]
        )

        #expect(edited["revision"] == 1 && edited["budget"] == ["max_minor": 20_000])
        #expect(edited["address"] == "8 Water Street")
        #expect(try await scene.present(job).state == "live")
    }

    @Test func `an edit lists the job anew`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post([
            "window": ["from": scene.at(.days(40)), "until": scene.at(.days(60))]
        ])
        let first = try await scene.get(job)["expires_at"]?.stringValue.flatMap { Instant($0) }
        scene.world.clock.advance(by: .days(3))

        let edited = try await scene.world.as(.carl).put(
            "/api/v1/jobs/\(job)",
            ["description": "Both sides, twice."]
        )

        let second = edited["expires_at"]?.stringValue.flatMap { Instant($0) }
        let (before, after) = (try #require(first), try #require(second))
        #expect((after - before).components.seconds / 3_600 == 72)
    }

    @Test func `from the award on only the access note changes`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()

        let title = try await scene.world.as(.carl).put(
            "/api/v1/jobs/\(job)",
            ["title": "Paint the other fence"]
        )
        let note = try await scene.world.as(.carl).put("/api/v1/jobs/\(job)", ["access_note": "Ring twice"])

        #expect(title.problem == .illegalTransition && title["present"] == "awarded")
        #expect(note.status == 200 && note["state"] == "awarded")
    }

    @Test func `a stale version is refused with 412`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.world.as(.carl).put("/api/v1/jobs/\(job)", ["title": "Paint the other fence"])

        let answer = try await scene.world.as(.carl).put(
            "/api/v1/jobs/\(job)",
            ["title": "Paint a third fence"],
            headers: ["If-Match": "\"1\""]
        )

        #expect(answer.status == 412)
    }

    @Test func `provider_id is no member of an edit`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()

        let answer = try await scene.world.as(.carl).put("/api/v1/jobs/\(job)", ["provider_id": .null])

        #expect(answer.status == 422 && answer.faults["/provider_id"] != nil)
    }

    @Test func `a place in another region moves the job there, one outside every region is refused`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.post()

        let boston = try await scene.world.as(.carl).put(
            "/api/v1/jobs/\(job)",
            ["point": ["lat": 42.36, "lon": -71.06]]
        )
        let nowhere = try await scene.world.as(.carl).put(
            "/api/v1/jobs/\(job)",
            ["point": ["lat": 0, "lon": 0]]
        )

        let region = try await scene.world.region("Boston").description
        #expect(boston["region_id"]?.stringValue == region && boston["revision"] == 2)
        #expect(nowhere.faults == ["/point": "outside_every_region"])
        #expect(try await scene.get(job, by: .leo).status == 200)
        #expect(try await scene.get(job, by: .lina).status == 404)
    }
}
