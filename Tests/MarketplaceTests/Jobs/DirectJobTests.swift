import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct DirectJobTests {
    @Test func `a directed job is declined by its provider, or by the server after 24 h`() async throws {
        let scene = try await MarketScene.open()
        let pia = JSONValue.string(try await scene.world.provider(of: .pia).description)
        let (one, two) = (
            try await scene.post(["provider_id": pia]), try await scene.post(["provider_id": pia])
        )

        let declined = try await scene.put(one, "decline", by: .pia, ["reason": "Too far for me."])
        scene.world.clock.advance(by: .hours(24) + .minutes(1))
        try await scene.world.tick()

        #expect(declined.status == 200 && declined["state"] == "open", "\(declined)")
        #expect(try await scene.state(of: two) == "open")
        let last = try await scene.get(two, "history")["data"]?.arrayValue?.last
        #expect(last?["event"] == "decline" && last?["role"] == "system")
    }

    @Test func `a job is directed at another provider, and opened again`() async throws {
        let scene = try await MarketScene.open()
        let pete = JSONValue.string(try await scene.world.provider(of: .pete).description)
        let job = try await scene.post()

        let directed = try await scene.put(job, "assign", by: .carl, ["provider_id": pete])
        let opened = try await scene.put(job, "assign", by: .carl, ["provider_id": .null])
        let again = try await scene.put(job, "assign", by: .carl, ["provider_id": .null])

        #expect(directed["state"] == "directed" && directed["status"] == "assigned")
        #expect(directed["provider"]?["id"] == pete && directed["next"] == "decline")
        #expect(opened["state"] == "open" && opened["provider"] == nil)
        #expect(again.problem == .illegalTransition)
        #expect(try await scene.put(job, "assign", by: .carl).faults["/provider_id"] == "required")
    }

    @Test func `staff give a reason, which both sides are told`() async throws {
        let scene = try await MarketScene.open()
        let pete = JSONValue.string(try await scene.world.provider(of: .pete).description)
        let job = try await scene.post()

        let mute = try await scene.put(job, "assign", by: .lina, ["provider_id": pete])
        let spoken = try await scene.put(
            job,
            "assign",
            by: .lina,
            ["provider_id": pete, "reason": "He is free today."]
        )
        try await scene.world.runJobs()

        #expect(mute.faults == ["/reason": "required"])
        #expect(spoken["state"] == "directed")
        #expect(try await scene.notices(to: .carl).contains("marketplace.job.direct"))
        #expect(try await scene.notices(to: .pete).contains("marketplace.job.direct"))
        let log = try await scene.world.as(.lina).get("/api/v1/lsm/logs?subject_kind=job&subject_id=\(job)")
        #expect(log["data"]?.arrayValue?.first?["note"] == "He is free today.", "\(log)")
    }

    @Test
    func `out_of_reach: a provider who is not active, too far away or without the offer is not directed at`()
        async throws
    {
        let scene = try await MarketScene.open()
        let paul = JSONValue.string(try await scene.world.provider(of: .paul).description)
        let pia = JSONValue.string(try await scene.world.provider(of: .pia).description)
        let plumbing = JSONValue.string(try await scene.world.service("Plumbing").description)
        let (job, far) = (
            try await scene.post(), try await scene.post(["point": ["lat": 42.36, "lon": -71.06]])
        )
        let pipes = try await scene.post(["service_id": plumbing])

        #expect(try await scene.put(job, "assign", by: .carl, ["provider_id": paul]).problem == .outOfReach)
        #expect(try await scene.put(far, "assign", by: .carl, ["provider_id": pia]).problem == .outOfReach)
        #expect(try await scene.put(pipes, "assign", by: .carl, ["provider_id": pia]).problem == .outOfReach)
    }

    @Test func `a provider who leaves active loses directed jobs`() async throws {
        let scene = try await MarketScene.open()
        let id = try await scene.world.provider(of: .pia).description
        let job = try await scene.post(["provider_id": .string(id)])

        let paused = try await scene.world.as(.pia).put(
            "/api/v1/providers/\(id)/status",
            ["status": "inactive", "reason": "On holiday."]
        )

        #expect(paused.status == 200, "\(paused)")
        #expect(try await scene.state(of: job) == "open")
    }
}
