import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// New times for the work of a funded job.
@Suite struct RescheduleTests {
    @Test func `the customer proposes a later time: the work moves, the free-cancel limit stays`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        let before = try await scene.get(job)

        let proposal = try await propose(scene, job, by: .carl, days: 5)

        #expect(
            proposal.status == 201 && proposal["state"] == "proposed" && proposal["proposed_by"] == "customer"
        )
        #expect(try await scene.notices(to: .pia).last == "marketplace.job.time_proposed")
        #expect(try await answer(scene, proposal, job, "accepted", by: .carl).problem == .illegalTransition)
        let accepted = try await answer(scene, proposal, job, "accepted", by: .pia)
        #expect(accepted.status == 200 && accepted["state"] == "accepted" && accepted["expires_at"] == nil)
        let moved = try await scene.get(job)
        #expect(moved["start"] == proposal["from"] && moved["minutes"] == 180)
        #expect(try await freeUntil(scene, job) == start(before) - .hours(24))
        // The award itself never changes.
        #expect(moved["award"]?["start"] == before["award"]?["start"])
        try await scene.world.runJobs()
    }

    @Test func `the provider proposes a later time: the free-cancel limit moves along`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        let proposal = try await propose(scene, job, by: .pia, days: 5)

        #expect(try await answer(scene, proposal, job, "accepted", by: .carl).status == 200)

        let moved = try await scene.get(job)
        #expect(try await freeUntil(scene, job) == start(moved) - .hours(24))
    }

    @Test func `an earlier time that the customer proposes takes the limit with it`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded(to: .pia, 10_000, ["start": scene.at(.days(6))])
        let proposal = try await propose(scene, job, by: .carl, days: 4)

        #expect(try await answer(scene, proposal, job, "accepted", by: .pia).status == 200)

        let moved = try await scene.get(job)
        #expect(try await freeUntil(scene, job) == start(moved) - .hours(24))
    }

    @Test func `a taken time changes nothing`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        _ = try await scene.awarded(to: .pia, 9_000, ["start": scene.at(.days(5))])
        let before = try await scene.get(job)
        let proposal = try await propose(scene, job, by: .carl, days: 5)

        let accepted = try await answer(scene, proposal, job, "accepted", by: .pia)

        #expect(accepted.problem == .slotTaken)
        #expect(try await scene.get(job)["start"] == before["start"])
        #expect(try await answer(scene, proposal, job, "declined", by: .pia)["state"] == "declined")
        #expect(try await scene.notices(to: .carl).last == "marketplace.job.time_declined")
    }

    @Test func `one proposal at a time, which its proposer can withdraw`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        let proposal = try await propose(scene, job, by: .carl, days: 5)

        #expect(try await propose(scene, job, by: .pia, days: 6).problem == .alreadyThere)
        #expect(try await answer(scene, proposal, job, "withdrawn", by: .pia).problem == .illegalTransition)
        #expect(try await answer(scene, proposal, job, "withdrawn", by: .carl)["state"] == "withdrawn")
        for answer in ["accepted", "declined"] {
            #expect(
                try await self.answer(scene, proposal, job, answer, by: .pia).problem == .illegalTransition
            )
        }
        let second = try await propose(scene, job, by: .pia, days: 6)
        #expect(second.status == 201)
        #expect(try await answer(scene, second, job, "declined", by: .carl)["state"] == "declined")
        try await scene.world.runJobs()
    }

    @Test func `only a funded job has a time to move, for its two sides`() async throws {
        let scene = try await MarketScene.open()
        let awarded = try await scene.awarded()
        #expect(try await propose(scene, awarded, by: .carl, days: 5).problem == .notFunded)
        try await scene.fund(awarded)
        #expect(try await propose(scene, awarded, by: .pete, days: 5).status == 404)
        #expect(try await propose(scene, awarded, by: .cora, days: 5).status == 404)
        #expect(try await propose(scene, awarded, by: .lina, days: 5).problem == .forbidden)
        let reversed = try await scene.world.as(.carl).post(
            "/api/v1/jobs/\(awarded)/reschedule",
            ["from": scene.at(.days(5)), "until": scene.at(.days(4)), "reason": "Holidays"]
        )
        #expect(reversed.faults == ["/until": "ends_before_it_starts"])
    }

    @Test func `a proposal that nobody answers is declined after 48 hours, or at the old start`() async throws
    {
        let scene = try await MarketScene.open()
        let near = try await scene.funded()
        let far = try await scene.funded(to: .pete, 9_000, ["start": scene.at(.days(8))])
        scene.world.clock.advance(by: .days(1))
        let first = try await propose(scene, near, by: .carl, days: 6)
        let second = try await propose(scene, far, by: .carl, days: 9)
        scene.world.clock.advance(by: .days(1) + .minutes(1))
        try await scene.world.tick()

        #expect(try await state(scene, first) == "declined")
        #expect(try await state(scene, second) == "proposed")
        scene.world.clock.advance(by: .days(1))
        try await scene.world.tick()
        #expect(try await state(scene, second) == "declined")
        #expect(try await scene.notices(to: .pete).contains("marketplace.job.time_unanswered"))
    }

    @Test func `a job that begins ends the proposal`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        scene.world.clock.advance(by: .days(1) + .hours(23))
        let proposal = try await propose(scene, job, by: .carl, days: 6)

        #expect(try await scene.put(job, "status", by: .pia, ["status": "underway"]).status == 200)

        #expect(try await state(scene, proposal) == "declined")
    }

    @Test func `accept and withdraw of a new time at once: 1`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        let before = try await scene.get(job)
        let proposal = try await propose(scene, job, by: .carl, days: 5)

        let answers = try await scene.world.atOnce(8) { place in
            place % 2 == 0
                ? try await answer(scene, proposal, job, "accepted", by: .pia)
                : try await answer(scene, proposal, job, "withdrawn", by: .carl)
        }

        #expect(answers.statuses == [200: 1, 409: 7])
        let isAccepted = answers.firstIndex { $0.status == 200 }.map { $0 % 2 == 0 } ?? false
        #expect(try await scene.get(job)["start"] == (isAccepted ? proposal["from"] : before["start"]))
    }

    private func propose(
        _ scene: MarketScene,
        _ job: String,
        by person: Person,
        days: Int
    ) async throws -> TestResponse {
        try await scene.world.as(person).post(
            "/api/v1/jobs/\(job)/reschedule",
            ["from": scene.at(.days(days)), "until": scene.at(.days(days) + .hours(3)), "reason": "Holidays"]
        )
    }

    private func answer(
        _ scene: MarketScene,
        _ proposal: TestResponse,
        _ job: String,
        _ status: String,
        by person: Person
    ) async throws -> TestResponse {
        try await scene.put(job, "reschedules/\(proposal.id ?? "")", by: person, ["status": .string(status)])
    }

    private func state(_ scene: MarketScene, _ proposal: TestResponse) async throws -> String {
        try await scene.text(
            "SELECT r.state FROM reschedule r WHERE r.id = \(ID<Reschedule>(proposal.id ?? ""))"
        )
    }

    private func start(_ job: TestResponse) throws -> Instant {
        guard let start = job["start"]?.stringValue.flatMap({ Instant($0) }) else {
            throw TestFailure("no start")
        }
        return start
    }

    private func freeUntil(_ scene: MarketScene, _ job: String) async throws -> Instant? {
        try await scene.world.db.read { tx in
            try tx.value(
                "SELECT j.free_until FROM market_job j WHERE j.id = \(ID<Job>(job))",
                as: Instant.self
            )
        }
    }
}
