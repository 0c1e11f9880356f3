import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// Visits at the place of a job, before a quote.
@Suite struct VisitTests {
    @Test func `a provider proposes a visit, the customer agrees, and it takes the provider's time`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.post()

        let visit = try await scene.visit(job, by: .pia)

        #expect(visit.status == 201 && visit["state"] == "proposed" && visit["proposed_by"] == "provider")
        #expect(visit.header("Location") == "/api/v1/jobs/\(job)/visit-requests/\(visit.id ?? "")")
        #expect(try await scene.notices(to: .carl).last == "marketplace.job.visit_proposed")
        #expect(
            try await scene.answer(visit, job, "agreed", by: .pia).problem == .illegalTransition,
            "own proposal"
        )
        let agreed = try await scene.answer(visit, job, "agreed", by: .carl)
        #expect(
            agreed.status == 200 && agreed["state"] == "agreed" && agreed["expires_at"] == agreed["until"]
        )
        #expect(try await scene.get(job, by: .pia)["address"] != nil, "the provider sees the address")
        #expect(try await scene.get(job, by: .pete)["address"] == nil)

        let other = try await scene.visit(try await scene.post(), by: .pia)
        #expect(other.problem == .slotTaken)
        scene.world.clock.advance(by: .days(1) + .hours(3))
        try await scene.world.tick()
        #expect(try await scene.state(ofVisit: visit) == "done")
        #expect(try await scene.get(job, by: .pia)["address"] == nil, "until it ends")
    }

    @Test func `the job shows visits to the customer, the provider who comes, and staff`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let visit = try await scene.visit(job, by: .pia)

        func visits(_ person: Person) async throws -> [String?]? {
            try await scene.get(job, by: person)["visits"]?.arrayValue?.map { $0["id"]?.stringValue }
        }

        #expect(try await visits(.carl) == [visit.id])
        #expect(try await visits(.pia) == [visit.id])
        #expect(try await visits(.lina) == [visit.id])
        #expect(try await visits(.pete) == [])
        _ = try await scene.answer(visit, job, "declined", by: .carl)
        #expect(try await visits(.carl) == [])
    }

    @Test func `a customer names the provider, and calls the agreed visit off`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let pia = try await scene.world.provider(of: .pia).description
        let nobody = try await scene.visit(job, by: .carl)
        #expect(nobody.faults == ["/provider_id": "required"])

        let visit = try await scene.visit(job, by: .carl, ["provider_id": .string(pia)])

        #expect(
            visit.status == 201 && visit["proposed_by"] == "customer" && visit["provider_id"] == .string(pia)
        )
        #expect(try await scene.answer(visit, job, "no_show", by: .carl).problem == .illegalTransition)
        #expect(try await scene.answer(visit, job, "agreed", by: .pia).status == 200)
        #expect(
            try await scene.answer(visit, job, "no_show", by: .carl).problem == .illegalTransition,
            "not begun"
        )
        #expect(try await scene.answer(visit, job, "cancelled", by: .carl)["state"] == "cancelled")
        #expect(try await scene.notices(to: .pia).last == "marketplace.job.visit_cancelled")
        // The time is free again.
        #expect(try await scene.visit(job, by: .pia).status == 201)
        try await scene.world.runJobs()
    }

    @Test func `one side reports that the other did not come`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let visit = try await scene.visit(job, by: .pia)
        _ = try await scene.answer(visit, job, "agreed", by: .carl)
        scene.world.clock.advance(by: .days(1) + .minutes(20))

        let missed = try await scene.answer(visit, job, "no_show", by: .pia)

        #expect(missed.status == 200 && missed["state"] == "no_show")
        #expect(try await scene.answer(visit, job, "cancelled", by: .carl).problem == .illegalTransition)
        #expect(try await scene.answer(visit, job, "no_show", by: .carl).problem == .illegalTransition)
        #expect(try await scene.answer(visit, job, "declined", by: .carl).problem == .illegalTransition)
        try await scene.world.runJobs()
    }

    @Test func `a visit that nobody answers is declined`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let soon = try await scene.visit(job, by: .pia)
        let far: JSONObject = ["from": scene.at(.days(5)), "until": scene.at(.days(5) + .hours(1))]
        let late = try await scene.visit(job, by: .pete, far)
        scene.world.clock.advance(by: .days(1) + .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.state(ofVisit: soon) == "declined", "at its start")
        #expect(try await scene.state(ofVisit: late) == "proposed")
        scene.world.clock.advance(by: .days(1) + .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.state(ofVisit: late) == "declined", "after 48 hours")
        #expect(try await scene.answer(late, job, "agreed", by: .carl).problem == .illegalTransition)
        #expect(try await scene.notices(to: .pete).last == "marketplace.job.visit_unanswered")
    }

    @Test func `a declined visit can be proposed again; more than two open ones of a pair are too many`()
        async throws
    {
        let scene = try await MarketScene.open()
        let (job, other) = (try await scene.post(), try await scene.post())
        let first = try await scene.visit(job, by: .pia)
        _ = try await scene.visit(
            other,
            by: .pia,
            ["from": scene.at(.days(3)), "until": scene.at(.days(3) + .hours(1))]
        )

        let third = try await scene.visit(
            job,
            by: .pia,
            ["from": scene.at(.days(4)), "until": scene.at(.days(4) + .hours(1))]
        )

        #expect(third.problem == .tooMany && third["limit"] == 2)
        #expect(try await scene.answer(first, job, "declined", by: .carl)["state"] == "declined")
        #expect(try await scene.visit(job, by: .pia).status == 201)
        #expect(try await scene.visit(job, by: .pete).status == 201, "another pair")
        try await scene.world.runJobs()
    }

    @Test func `the times of a visit are ahead, in order and four hours long at most`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let past = try await scene.visit(
            job,
            by: .pia,
            ["from": scene.at(.hours(-1)), "until": scene.at(.hours(-2))]
        )
        #expect(past.faults == ["/from": "in_the_past", "/until": "ends_before_it_starts"])
        let long = try await scene.visit(
            job,
            by: .pia,
            ["until": scene.at(.days(1) + .hours(4) + .minutes(1))]
        )
        #expect(long.faults == ["/until": "visit_too_long"])
        let far = try await scene.visit(
            job,
            by: .pia,
            ["from": scene.at(.days(366)), "until": scene.at(.days(366) + .hours(1))]
        )
        #expect(far.faults == ["/until": "too_far_ahead"])
    }

    @Test func `visits need an open job and a provider who works there`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()
        #expect(
            try await scene.visit(
                job,
                by: .pia,
                ["from": scene.at(.days(5)), "until": scene.at(.days(5) + .hours(1))]
            ).problem == .illegalTransition
        )
        let open = try await scene.post()
        let paul = try await scene.world.provider(of: .paul).description
        #expect(try await scene.visit(open, by: .carl, ["provider_id": .string(paul)]).problem == .outOfReach)
        #expect(try await scene.visit(open, by: .cora, ["provider_id": .string(paul)]).status == 404)
        let visit = try await scene.visit(open, by: .pia)
        #expect(try await scene.answer(visit, open, "agreed", by: .pete).status == 404)
        #expect(try await scene.visit(open, by: .lina).problem == .forbidden)
    }

    @Test func `when a job is over its visits end and the time is free`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let visit = try await scene.visit(job, by: .pia)
        _ = try await scene.answer(visit, job, "agreed", by: .carl)

        #expect(try await scene.world.as(.carl).delete("/api/v1/jobs/\(job)").status == 200)

        #expect(try await scene.state(ofVisit: visit) == "cancelled")
        #expect(try await scene.visit(try await scene.post(), by: .pia).status == 201)
        try await scene.world.runJobs()
    }

    @Test func `agreed visits of one provider at one time: 1`() async throws {
        let scene = try await MarketScene.open()
        var visits: [(job: String, visit: TestResponse)] = []
        for customer in [Person.carl, .cora] {
            let job = try await scene.post(by: customer)
            visits.append((job, try await scene.visit(job, by: .pia)))
        }
        let made = visits

        let answers = try await scene.world.atOnce(10) { place in
            let (job, visit) = made[place % 2]
            return try await scene.answer(visit, job, "agreed", by: place % 2 == 0 ? .carl : .cora)
        }

        #expect(answers.statuses == [200: 1, 409: 9], "\(answers)")
        let winner = answers.firstIndex { $0.status == 200 } ?? 0
        #expect(try await scene.state(ofVisit: made[winner % 2].visit) == "agreed")
        #expect(try await scene.state(ofVisit: made[1 - winner % 2].visit) == "proposed")
    }

    @Test(arguments: Visit.Status.allCases, Visit.Event.allCases)
    func `every row of the lifecycle of a visit`(from status: Visit.Status, on event: Visit.Event) {
        let expected: Visit.Status? =
            switch (status, event) {
            case (.proposed, .agree): .agreed
            case (.proposed, .decline), (.proposed, .lapse): .declined
            case (.agreed, .miss): .noShow
            case (.agreed, .cancel), (.agreed, .drop): .cancelled
            case (.agreed, .finish): .done
            default: nil
            }
        #expect(Visit.lifecycle.row(event, from: status)?.to == expected)
    }
}

extension MarketScene {
    /// Proposes a visit of an hour, tomorrow.
    func visit(_ job: String, by person: Person, _ more: JSONObject = [:]) async throws -> TestResponse {
        var body: JSONObject = [
            "from": at(.days(1)), "until": at(.days(1) + .hours(1)), "note": "To see the wood",
        ]
        for member in more.members { body[member.name] = member.value }
        return try await world.as(person).post("\(Self.root)/jobs/\(job)/visit-request", .object(body))
    }

    func answer(
        _ visit: TestResponse,
        _ job: String,
        _ status: String,
        by person: Person
    ) async throws -> TestResponse {
        try await put(job, "visit-requests/\(visit.id ?? "")", by: person, ["status": .string(status)])
    }

    func state(ofVisit visit: TestResponse) async throws -> String {
        try await text("SELECT v.state FROM visit v WHERE v.id = \(ID<Visit>(visit.id ?? ""))")
    }

    /// The only text that a query selects.
    func text(_ query: SQL) async throws -> String {
        try await world.db.read { tx in try tx.value(query, as: String.self) } ?? ""
    }
}
