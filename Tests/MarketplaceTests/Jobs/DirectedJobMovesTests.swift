import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

/// The rows of the job's table that begin at a directed job, or end a quoted one.
@Suite struct DirectedJobMovesTests {
    private func id(of provider: Person, _ scene: MarketScene) async throws -> JSONValue {
        .string(try await scene.world.provider(of: provider).description)
    }

    private func events(of job: String, _ scene: MarketScene) async throws -> [JSONValue] {
        try await scene.get(job, "history").each("event")
    }

    @Test func `a directed job is edited, and goes to another provider`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post(["provider_id": id(of: .pia, scene)])

        let edited = try await scene.world.as(.carl).put(
            "/api/v1/jobs/\(job)",
            ["title": "Paint the other fence"]
        )
        let passed = try await scene.put(
            job,
            "assign",
            by: .carl,
            ["provider_id": id(of: .pete, scene)]
        )

        #expect(edited["state"] == "directed" && edited["revision"] == 2, "\(edited)")
        #expect(passed["state"] == "directed", "\(passed)")
        #expect(passed["provider"]?["id"] == (try await id(of: .pete, scene)))
        #expect(try await scene.get(job, by: .pia).status == 404)
    }

    @Test func `a job that is awarded is directed at nobody`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()

        let answer = try await scene.put(job, "assign", by: .carl, ["provider_id": id(of: .pete, scene)])

        #expect(answer.status == 409 && answer.problem == .illegalTransition, "\(answer)")
        #expect(answer["present"] == "awarded" && answer["action"] == "direct")
    }

    @Test func `a withdrawn quote is revised when the job comes back to its provider`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job)
        let withdrawn = try await scene.put(job, "withdraw-quote", by: .pia)
        _ = try await scene.put(job, "assign", by: .carl, ["provider_id": id(of: .pia, scene)])

        let revised = try await scene.quote(job, 9_000)

        #expect(withdrawn.status == 200 && revised.status == 201 && revised["revision"] == 2, "\(revised)")
        #expect(try await scene.state(of: job) == "quoted")
        #expect(try await events(of: job, scene).last == "revise")
    }

    @Test func `a lapsed quote is confirmed again when the job comes back to its provider`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()
        scene.world.clock.advance(by: .minutes(31))
        try await scene.world.tick()
        _ = try await scene.put(job, "assign", by: .carl, ["provider_id": id(of: .pia, scene)])

        let again = try await scene.put(job, "reconfirm-quote", by: .pia, ["job_revision": 1])

        #expect(again.status == 200 && again["state"] == "live", "\(again)")
        #expect(try await events(of: job, scene).suffix(2) == ["direct", "reconfirm"])
    }

    @Test func `a job with a quote expires with its window, and the quote with it`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job, 10_000, ["valid_until": scene.at(.days(10))])

        // The quote's own end is the same moment; whichever the server does first, both are over.
        scene.world.clock.advance(by: .days(10) + .minutes(1))
        try await scene.world.tick()
        try await scene.world.tick()

        #expect(try await scene.state(of: job) == "expired")
        #expect(try await scene.present(job).state == "expired")
        #expect(try await events(of: job, scene).last == "expire")
    }

    @Test func `a quote that is gone takes no counter-offer`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let quote = try await scene.quoted(job)
        _ = try await scene.put(job, "withdraw-quote", by: .pia)

        let answer = try await scene.put(
            job,
            "reject-quote",
            by: .carl,
            [
                "quote_id": .string(quote.id ?? ""), "revision": 1, "counter_amount_minor": 9_000,
            ]
        )

        #expect(answer.status == 409 && answer.problem == .illegalTransition, "\(answer)")
        #expect(answer["present"] == "withdrawn" && answer["action"] == "counter")
    }
}
