import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// Disputes about paid jobs, from the opening to the settlement.
@Suite struct DisputeTests {
    @Test func `a customer disputes work that is underway, and the provider answers`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()

        let dispute = try await scene.dispute(job)

        #expect(dispute.status == 201 && dispute.header("Location") == "/api/v1/jobs/\(job)/dispute")
        #expect(
            dispute["state"] == "open" && dispute["opened_by"] == "customer" && dispute["next"] == "leave"
        )
        #expect(try await scene.state(of: job) == "disputed")
        #expect(try await scene.notices(to: .pia).contains("marketplace.job.dispute_opened"))
        #expect(try await scene.notices(to: .lina).contains("marketplace.job.dispute_opened_in_region"))
        let own = try await scene.move(job, by: .carl, ["action": "answer", "text": "And more."])
        #expect(own.problem == .illegalTransition, "the side that opened it has spoken")
        let answered = try await scene.move(job, by: .pia, ["action": "answer", "text": "It rained."])
        #expect(answered.status == 200 && answered["state"] == "answered")
        #expect(answered["answer"]?["text"] == "It rained." && answered["answer"]?["by"] == "provider")
        #expect(answered["expires_at"] == nil)
    }

    @Test func `without an answer a dispute waits for its decision after 72 hours`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.disputed()
        scene.world.clock.advance(by: .hours(72) + .minutes(1))

        try await scene.world.tick()

        #expect(try await scene.dispute(of: job)["state"] == "answered")
        #expect(
            try await scene.move(job, by: .pia, ["action": "answer", "text": "Late."]).problem
                == .illegalTransition
        )
    }

    @Test func `the side that must answer is reminded a day before`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.disputed()
        scene.world.clock.advance(by: .hours(48) + .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.notices(to: .pia).contains("marketplace.job.dispute_answer_due"))
    }

    @Test func `a local manager decides, and after 72 hours the decision is final`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered()
        #expect(try await scene.decide(job, by: .leo, "release").status == 404, "another region")
        #expect(try await scene.decide(job, by: .carl, "release").problem == .forbidden)
        let silent = try await scene.move(job, by: .lina, ["action": "decide", "outcome": "release"])
        #expect(silent.faults == ["/reason": "required"])

        let decided = try await scene.decide(job, by: .lina, "split", 4_000)

        #expect(decided.status == 200 && decided["state"] == "decided" && decided["next"] == "close")
        #expect(decided["decision"]?["outcome"] == "split" && decided["decision"]?["refund_minor"] == 4_000)
        #expect(decided["decision"]?["decided_by"] == ["lsm"])
        #expect(try await scene.decide(job, by: .lina, "release").problem == .illegalTransition)
        #expect(try await scene.notices(to: .pia).contains("marketplace.job.dispute_decided"))
        scene.world.clock.advance(by: .hours(72) + .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.dispute(of: job)["state"] == "final")
        #expect(try await scene.state(of: job) == "completed")
        #expect(try await scene.notices(to: .carl).contains("marketplace.job.dispute_final"))
    }

    @Test func `all back cancels the job`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered()
        let decided = try await scene.decide(job, by: .lina, "refund_all")
        #expect(decided["decision"]?["refund_minor"] == 10_000)
        scene.world.clock.advance(by: .hours(72) + .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.state(of: job) == "cancelled")
    }

    @Test func `an appeal is decided by an administrator, at once and for good`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered()
        _ = try await scene.decide(job, by: .lina, "release")

        let appealed = try await scene.move(
            job,
            by: .carl,
            ["action": "appeal", "text": "Look at the pictures."]
        )

        #expect(
            appealed.status == 200 && appealed["state"] == "appealed"
                && appealed["appeal"]?["by"] == "customer"
        )
        #expect(try await scene.notices(to: .ada).contains("marketplace.job.dispute_appealed"))
        #expect(
            try await scene.move(job, by: .pia, ["action": "appeal", "text": "Me too."]).problem
                == .illegalTransition
        )
        #expect(try await scene.decide(job, by: .lina, "release").problem == .illegalTransition)
        let final = try await scene.decide(job, by: .ada, "split", 2_500)
        #expect(final.status == 200 && final["state"] == "final")
        #expect(try await scene.state(of: job) == "completed")
    }

    @Test func `there is no appeal against an administrator`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered()
        _ = try await scene.decide(job, by: .ada, "release")
        let appeal = try await scene.move(job, by: .carl, ["action": "appeal", "text": "No."])
        #expect(appeal.problem == .illegalTransition)
    }

    @Test func `a large refund needs the same decision of a second person`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered(50_000)

        let proposed = try await scene.decide(job, by: .lina, "split", 20_000)

        #expect(proposed.status == 200 && proposed["state"] == "answered" && proposed["decision"] == nil)
        #expect(proposed["proposed"]?["refund_minor"] == 20_000)
        #expect(try await scene.decide(job, by: .lina, "split", 20_000).problem == .secondPersonNeeded)
        let other = try await scene.decide(job, by: .ada, "split", 15_000)
        #expect(other["state"] == "answered" && other["proposed"]?["refund_minor"] == 15_000)
        let decided = try await scene.decide(job, by: .lina, "split", 15_000)
        #expect(decided["state"] == "decided" && decided["decision"]?["decided_by"] == ["admin", "lsm"])
        #expect(decided["proposed"] == nil)
    }

    @Test func `a very large refund needs an administrator`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered(200_000)
        let region = try await scene.world.db.read { tx in try Job.find(ID<Job>(job) ?? tx.newID(), tx).region
        }
        try await scene.world.db.write { tx in
            _ = try tx.execute(
                """
                INSERT INTO region_manager (region_id, account_id)
                VALUES (\(region), (SELECT a.id FROM account a WHERE a.email = \(Person.leo.email)))
                """
            )
        }
        _ = try await scene.decide(job, by: .lina, "refund_all")

        let second = try await scene.decide(job, by: .leo, "refund_all")

        #expect(second.problem == .secondPersonNeeded)
        #expect(try await scene.decide(job, by: .ada, "refund_all")["state"] == "decided")
    }

    @Test func `an appeal is not decided by those who decided first`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered()
        _ = try await scene.decide(job, by: .lina, "release")
        _ = try await scene.move(job, by: .carl, ["action": "appeal", "text": "No."])
        try await scene.world.db.write { tx in
            _ = try tx.execute("UPDATE account SET role = 'admin' WHERE email = \(Person.lina.email)")
        }
        scene.world.clock.advance(by: .minutes(11))
        #expect(try await scene.decide(job, by: .lina, "release").problem == .interested)
    }

    @Test func `from the tenth day on only administrators decide`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered()
        scene.world.clock.advance(by: .days(10) + .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.notices(to: .ada).contains("marketplace.job.dispute_handed_over"))
        #expect(try await scene.decide(job, by: .lina, "release").problem == .illegalTransition)
        #expect(try await scene.decide(job, by: .ada, "release")["state"] == "decided")
    }

    @Test func `a part must leave something, and members of other moves are refused`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered()
        #expect(
            try await scene.decide(job, by: .lina, "split", 10_000).faults == [
                "/refund_minor": "more_than_is_left"
            ]
        )
        #expect(try await scene.decide(job, by: .lina, "split").faults == ["/refund_minor": "required"])
        #expect(
            try await scene.decide(job, by: .lina, "release", 100).faults == [
                "/refund_minor": "not_for_this_move"
            ]
        )
        let computed = try await scene.move(
            job,
            by: .lina,
            ["action": "decide", "outcome": "release", "reason": "abc", "payout_minor": 5]
        )
        #expect(computed.faults == ["/payout_minor": "computed"])
        let mixed = try await scene.move(job, by: .pia, ["action": "answer", "outcome": "release"])
        #expect(mixed.faults == ["/text": "required", "/outcome": "not_for_this_move"])
    }

    @Test func `a decision waits while the customer's bank decides`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered()
        try await scene.world.db.write { tx in
            let award = try Award.live(of: Job.find(ID<Job>(job) ?? tx.newID(), tx), tx)
            let charge = try Charge.all(of: "award", award.id.cast(), tx).first
            _ = try tx.execute(
                """
                INSERT INTO chargeback (id, charge_id, gateway, reference, amount, currency, state, created_at)
                VALUES (\(tx.newID(of: Chargeback.self)), \(charge?.id), 'stripe', 'dp_1', 10000, 'USD', 'opened', \(tx.now))
                """
            )
        }
        #expect(try await scene.decide(job, by: .lina, "release").problem == .paymentDisputed)
    }

    @Test func `a dispute needs a job that allows one, and a side of it`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        #expect(try await scene.dispute(job).problem == .illegalTransition, "before the planned start")
        #expect(try await scene.dispute(job, by: .pete).status == 404)
        #expect(try await scene.dispute(job, by: .lina).problem == .forbidden)
        #expect(try await scene.dispute(of: job).status == 404)
        scene.world.clock.advance(by: .days(2) + .minutes(1))
        #expect(try await scene.dispute(job, by: .carl, ["kind": "not_started"]).status == 201)
        #expect(try await scene.dispute(job, by: .pia).problem == .illegalTransition, "one dispute of a job")
    }

    @Test func `a job is disputed within 14 days after its completion, once`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()
        _ = try await scene.put(job, "status", by: .pia, ["status": "delivered"])
        #expect(try await scene.put(job, "status", by: .carl, ["status": "completed"]).status == 200)
        #expect(try await scene.dispute(job).status == 201)
        _ = try await scene.move(job, by: .pia, ["action": "answer", "text": "Fine work."])
        _ = try await scene.decide(job, by: .ada, "release")
        scene.world.clock.advance(by: .hours(72) + .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.state(of: job) == "completed")
        #expect(try await scene.dispute(job).problem == .alreadyThere)

        let late = try await scene.underway(to: .pete)
        _ = try await scene.put(late, "status", by: .pete, ["status": "delivered"])
        _ = try await scene.put(late, "status", by: .carl, ["status": "completed"])
        scene.world.clock.advance(by: .days(14) + .minutes(1))
        #expect(try await scene.dispute(late).problem == .illegalTransition)
    }

    @Test func `work that is never delivered is disputed by the server, and either side answers`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()
        scene.world.clock.advance(by: .days(15))
        try await scene.world.tick()
        let dispute = try await scene.dispute(of: job)
        #expect(dispute["opened_by"] == "system" && dispute["kind"] == "not_delivered")
        #expect(
            try await scene.move(job, by: .carl, ["action": "answer", "text": "I wait."])["state"]
                == "answered"
        )
    }

    @Test func `managers list the disputes of their regions, undecided ones first`() async throws {
        let scene = try await MarketScene.open()
        let first = try await scene.answered()
        _ = try await scene.decide(first, by: .lina, "release")
        let second = try await scene.disputedByServer()

        let list = try await scene.world.as(.lina).get("/api/v1/lsm/disputes")

        #expect(list["data"]?.arrayValue?.map { $0["job_id"] } == [.string(second), .string(first)])
        let decided = try await scene.world.as(.ada).get("/api/v1/lsm/disputes?state=decided")
        #expect(decided["data"]?.arrayValue?.count == 1)
        #expect(
            try await scene.world.as(.leo).get("/api/v1/lsm/disputes")["data"]?.arrayValue?.isEmpty == true
        )
        #expect(try await scene.world.as(.carl).get("/api/v1/lsm/disputes").problem == .forbidden)
    }

    @Test func `the manager who acted first keeps the dispute`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered(50_000)
        _ = try await scene.decide(job, by: .lina, "split", 20_000)
        try await scene.world.db.write { tx in
            _ = try tx.execute(
                "DELETE FROM region_manager WHERE account_id = (SELECT a.id FROM account a WHERE a.email = \(Person.lina.email))"
            )
        }
        #expect(try await scene.dispute(of: job, by: .lina).status == 200)
        #expect(try await scene.get(job, by: .lina).status == 404)
    }

    @Test func `decisions of managers are in the log of the region`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.answered()
        _ = try await scene.decide(job, by: .lina, "release")
        #expect(try await scene.text("SELECT action FROM lsm_log WHERE subject_kind = 'dispute'") == "decide")
    }

    @Test(arguments: Dispute.Status.allCases, Dispute.Event.allCases)
    func `every row of the lifecycle of a dispute`(from status: Dispute.Status, on event: Dispute.Event) {
        let expected: Dispute.Status? =
            switch (status, event) {
            case (.open, .answer), (.open, .leave): .answered
            case (.answered, .propose): .answered
            case (.answered, .decide): .decided
            case (.decided, .appeal): .appealed
            case (.decided, .close): .final
            case (.appealed, .propose): .appealed
            case (.appealed, .decide): .final
            case (.open, .overrule), (.answered, .overrule), (.decided, .overrule), (.appealed, .overrule):
                .final
            default: nil
            }
        #expect(Dispute.lifecycle.row(event, from: status)?.to == expected)
    }
}

extension MarketScene {
    /// A second dispute in the region, about another job.
    fileprivate func disputedByServer() async throws -> String {
        let job = try await underway(to: .pete)
        try await world.db.write { [site = world.site] tx in
            let job = try Job.find(ID<Job>(job) ?? tx.newID(), tx)
            try Dispute.openBySystem(on: job, kind: .other, text: "Test", as: site.call(as: .system), tx)
        }
        return job
    }
}
