import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct LapseTests {
    @Test func `an award lapses after 30 min unpaid: outbid quotes return and the slot is freed`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job, by: .pete)
        _ = try await scene.accept(job, scene.quoted(job))

        scene.world.clock.advance(by: .minutes(29))
        try await scene.world.tick()
        #expect(try await scene.state(of: job) == "awarded")
        scene.world.clock.advance(by: .minutes(2))
        try await scene.world.tick()

        let after = try await scene.get(job)
        #expect(after["state"] == "quoted" && after["next"] == "expire" && after["award"] == nil, "\(after)")
        #expect(after["provider"] == nil && after["start"] == nil)
        #expect(try await scene.present(job, of: .pete).state == "live")
        #expect(try await scene.present(job, of: .pia).state == "lapsed")
        #expect(try await takenTimes(scene) == 0)
    }

    @Test func `without another quote the job is open again, and at the second time-out it is cancelled`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()
        scene.world.clock.advance(by: .minutes(31))
        try await scene.world.tick()
        #expect(try await scene.state(of: job) == "open")

        let again = try await scene.put(job, "reconfirm-quote", by: .pia, ["job_revision": 1])
        #expect(again.status == 200, "\(again)")
        #expect(try await scene.accept(job, again).status == 200)
        scene.world.clock.advance(by: .minutes(31))
        try await scene.world.tick()

        #expect(try await scene.state(of: job) == "cancelled")
        let last = try await scene.get(job, "history")["data"]?.arrayValue?.last
        #expect(last?["event"] == "lapse_cancelled" && last?["role"] == "system")
        #expect(try await takenTimes(scene) == 0)
    }

    @Test func `the ends of listing and quote do nothing to a funded job, and nobody is reminded of them`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        let id = try #require(ID<Job>(job))

        for _ in 0..<16 {
            scene.world.clock.advance(by: .days(1))
            try await scene.world.tick()
        }

        #expect(try await scene.state(of: job) == "funded")
        #expect(try await scene.present(job).state == "won")
        let left = try await scene.world.db.read { tx in try Deadline.all(of: Job.kind, id, tx).map(\.event) }
        #expect(left == ["cancel"])
        let reminders = try await scene.text(
            """
            SELECT CAST(COUNT(*) AS TEXT) FROM notice
             WHERE template LIKE 'marketplace.job.reminder_%' OR template = 'marketplace.job.quote_ends'
            """
        )
        #expect(reminders == "0")
    }

    @Test func `a cancellation by P on awarded is a lapse, and does not count as unpaid`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job, by: .pete)
        _ = try await scene.accept(job, scene.quoted(job))

        let answer = try await scene.world.as(.pia).delete("/api/v1/jobs/\(job)?reason=I%20am%20ill")

        #expect(answer.status == 200 && answer["state"] == "quoted", "\(answer)")
        #expect(try await scene.present(job, of: .pia).state == "withdrawn")
        let lapses = try await scene.world.db.read { tx in
            try tx.value(
                "SELECT lapses FROM market_job WHERE id = \(ID<Job>(job) ?? .new(at: tx.now))",
                as: Int.self
            )
        }
        #expect(lapses == 0)
        let again = try await scene.world.as(.pia).delete("/api/v1/jobs/\(job)")
        #expect(again.status == 409 && again["present"] == "quoted")
    }

    @Test func `a provider who leaves active loses its awards`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()
        let provider = try await scene.world.provider(of: .pia).description

        let paused = try await scene.world.as(.lina).put(
            "/api/v1/providers/\(provider)/status",
            ["status": "inactive", "reason": "Complaints are being looked into."]
        )

        #expect(paused.status == 200, "\(paused)")
        #expect(try await scene.state(of: job) == "open")
        #expect(try await takenTimes(scene) == 0)
    }

    @Test func `a payment that is on its way extends the award to 72 h`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()
        let id = try #require(ID<Job>(job))

        try await scene.world.db.write { tx in try Job.extendAward(id, until: tx.now + .hours(72), tx) }
        scene.world.clock.advance(by: .hours(71))
        // Once: a second payment that waits extends it no further.
        try await scene.world.db.write { tx in try Job.extendAward(id, until: tx.now + .hours(72), tx) }
        try await scene.world.tick()
        #expect(try await scene.state(of: job) == "awarded")
        scene.world.clock.advance(by: .hours(2))
        try await scene.world.tick()

        #expect(try await scene.state(of: job) != "awarded")
    }

    @Test func `an open job expires after 14 d, and its quotes with it`() async throws {
        let scene = try await MarketScene.open()
        let window: JSONValue = ["from": scene.at(.days(20)), "until": scene.at(.days(40))]
        let (bare, quoted) = (
            try await scene.post(["window": window]), try await scene.post(["window": window])
        )
        let valid: JSONObject = [
            "valid_until": scene.at(.days(13) + .hours(23)), "start": scene.at(.days(21)),
        ]
        _ = try await scene.quoted(quoted, by: .pia, 10_000, valid)

        scene.world.clock.advance(by: .days(13))
        try await scene.world.tick()
        #expect(try await scene.notices(to: .carl).contains("marketplace.job.reminder_expire"))
        #expect(try await scene.state(of: bare) == "open")
        scene.world.clock.advance(by: .days(1) + .minutes(1))
        try await scene.world.tick()

        #expect(try await scene.state(of: bare) == "expired")
        let over = try await scene.get(quoted)
        #expect(over["state"] == "expired" && over["status"] == "cancelled" && over["next"] == nil)
        let late = try await scene.put(bare, "status", by: .carl, ["status": "cancelled"])
        #expect(late.problem == .illegalTransition && late["present"] == "expired")
    }

    private func takenTimes(_ scene: MarketScene) async throws -> Int? {
        try await scene.world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM booking WHERE is_active", as: Int.self)
        }
    }
}
