import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// A provider's quotes and their revisions.
@Suite struct QuoteTests {
    @Test func `a quote has its lines, their sum and the provider's card`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let lines: JSONValue = [
            ["text": "Paint", "amount_minor": 4_000], ["text": "Work", "amount_minor": 6_345],
        ]

        let quote = try await scene.quote(
            job,
            ["lines": lines, "terms": "Dry weather only.", "minutes": 240]
        )

        #expect(quote.status == 201)
        #expect(quote.header("Location") == "/api/v1/jobs/\(job)/quotes")
        #expect(quote["state"] == "live" && quote["revision"] == 1 && quote["job_revision"] == 1)
        #expect(quote["amount_minor"] == 10_345 && quote["minutes"] == 240)
        #expect(quote["lines"] == lines)
        #expect(quote["provider"]?["business_name"] != nil)
        #expect(try await scene.get(job)["window"]?["from"] == quote["start"])
        #expect(quote["next"] == "expire" && quote["expires_at"] == quote["valid_until"])
        #expect(try await scene.state(of: job) == "quoted")
        #expect(try await scene.notices(to: .carl).last == "marketplace.job.quote_received")
    }

    @Test func `one amount is one line`() async throws {
        let scene = try await MarketScene.open()
        let quote = try await scene.quoted(scene.post())

        #expect(quote["lines"]?.arrayValue?.count == 1)
        #expect(quote["lines"]?.arrayValue?.first?["amount_minor"] == 10_000)
        #expect(quote["minutes"] == 120)
    }

    @Test func `every fault of a quote has its pointer`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let line: JSONValue = ["text": "Work", "amount_minor": 5_000_001]

        let both = try await scene.world.as(.pia).post(
            "/api/v1/jobs/\(job)/quote",
            ["amount_minor": 10_000, "lines": [line]]
        )
        #expect(both.status == 422 && both.faults == ["/lines": "lines_or_amount"])
        let none = try await scene.world.as(.pia).post("/api/v1/jobs/\(job)/quote", ["terms": "x"])
        #expect(none.status == 422 && none.faults == ["/amount_minor": "lines_or_amount"])
        let large = try await scene.quote(job, ["lines": [line, line]])
        #expect(large.status == 422 && large.faults == ["/lines": "sum_out_of_range"])
        let cheap = try await scene.quote(job, by: .pia, 99)
        #expect(cheap.status == 422 && cheap.faults == ["/amount_minor": "out_of_range"])
        let computed = try await scene.quote(job, by: .pia, 10_000, ["commission_minor": 1_500])
        #expect(computed.status == 422 && computed.faults == ["/commission_minor": "computed"])
        let late = try await scene.quote(
            job,
            by: .pia,
            10_000,
            ["start": scene.at(.days(11)), "valid_until": scene.at(.minutes(59))]
        )
        #expect(late.status == 422)
        #expect(late.faults == ["/start": "outside_window", "/valid_until": "valid_too_short"])
        let past = try await scene.quote(job, by: .pia, 10_000, ["start": scene.at(.hours(-1))])
        #expect(past.faults == ["/start": "in_the_past"])
        // The job's own end is that of its window.
        let long = try await scene.quote(job, by: .pia, 10_000, ["valid_until": scene.at(.days(11))])
        #expect(long.faults == ["/valid_until": "valid_too_long"])
        let short = try await scene.quote(job, by: .pia, 10_000, ["minutes": 14])
        #expect(short.faults == ["/minutes": "out_of_range"])
    }

    @Test func `fractions of a cent are refused`() async throws {
        let scene = try await MarketScene.open()
        let answer = try await scene.quote(
            scene.post(),
            ["lines": [["text": "Work", "amount_minor": 100.5]]]
        )
        #expect(answer.status == 422)
    }

    @Test func `a second quote is the next revision, of which there are ten at most`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let first = try await scene.quoted(job)

        for n in 2...10 {
            let next = try await scene.quoted(job, by: .pia, 10_000 - Int64(n))
            #expect(next["revision"] == .integer(Int64(n)) && next.id == first.id)
        }
        let eleventh = try await scene.quote(job, by: .pia, 5_000)

        #expect(eleventh.problem == .tooMany && eleventh["limit"] == 10)
        let quote = try await scene.present(job)
        #expect(quote.json["revision"] == 10 && quote.json["revisions"]?.arrayValue?.count == 10)
        #expect(quote.json["revisions"]?.arrayValue?.first?["amount_minor"] == 10_000)
        #expect(
            try await scene.notices(to: .carl).filter { $0 == "marketplace.job.quote_revised" }.count == 9
        )
    }

    @Test func `revisions are append-only in the database, and their lines sum to the amount`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.quoted(scene.post())

        await #expect(throws: DatabaseError.self) {
            try await scene.world.db.write { tx in
                _ = try tx.execute("UPDATE quote_revision SET amount = 1")
            }
        }
        await #expect(throws: DatabaseError.self) {
            try await scene.world.db.write { tx in _ = try tx.execute("DELETE FROM quote_revision") }
        }
        await #expect(throws: DatabaseError.self) {
            try await scene.world.db.write { tx in
                _ = try tx.execute(
                    """
                    INSERT INTO quote_revision (quote_id, n, lines, amount, start_at, minutes, valid_until, job_revision, created_at)
                    SELECT quote_id, 2, lines, amount + 1, start_at, minutes, valid_until, job_revision, created_at
                      FROM quote_revision
                    """
                )
            }
        }
    }

    @Test func `a job has as many live quotes as the policy says`() async throws {
        let scene = try await MarketScene.open()
        try await scene.policy(.jobQuotesCount, 1)
        let job = try await scene.post()
        _ = try await scene.quoted(job)

        let second = try await scene.quote(job, by: .pete)

        #expect(second.problem == .tooMany && second["limit"] == 1)
        #expect(try await scene.quote(job, by: .pia, 9_000).status == 201, "a revision adds none")
    }

    @Test func `60 quotes/h are enough`() async throws {
        let scene = try await MarketScene.open()
        try await scene.policy(.quoteRevisionsCount, 100)
        let job = try await scene.post()
        for _ in 1...60 { _ = try await scene.quoted(job) }

        let next = try await scene.quote(job)

        #expect(next.status == 429 && next.header("Retry-After") != nil)
        scene.world.clock.advance(by: .minutes(61))
        #expect(try await scene.quote(job).status == 201)
    }

    @Test func `a job directed at another, an awarded job and one out of reach are not quotable`()
        async throws
    {
        let scene = try await MarketScene.open()
        let pia = try await scene.world.provider(of: .pia).description
        let directed = try await scene.post()
        _ = try await scene.quoted(directed, by: .pete)
        // Withdrawn, so that the job is open and can be directed.
        #expect(try await scene.put(directed, "withdraw-quote", by: .pete).status == 200)
        #expect(
            try await scene.put(directed, "assign", by: .carl, ["provider_id": .string(pia)]).status == 200
        )
        let other = try await scene.quote(directed, by: .pete)
        #expect(other.problem == .notQuotable && other["reason"] == "directed")
        #expect(try await scene.quote(directed, by: .pia).status == 201)

        let awarded = try await scene.awarded()
        let late = try await scene.quote(awarded)
        #expect(late.problem == .notQuotable && late["reason"] == "state" && late["present"] == "awarded")

        let far = try await scene.post()
        _ = try await scene.quoted(far)
        try await scene.world.db.write { tx in
            _ = try tx.execute(
                "UPDATE provider SET radius_m = 100, lat = lat + 0.5 WHERE id = \(ID<Provider>(pia))"
            )
        }
        let away = try await scene.quote(far)
        #expect(away.problem == .notQuotable && away["reason"] == "out_of_reach")
    }

    @Test func `strangers cannot tell that the job exists, and customers cannot quote`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()

        #expect(try await scene.quote(job, by: .paul).status == 404, "pending providers see no open job")
        #expect(try await scene.quote(job, by: .cora).problem == .forbidden)
        #expect(try await scene.get(job, "quotes", by: .cora).status == 404)
        #expect(try await scene.quote("nonsense", by: .pia).status == 404)
    }

    @Test func `customers see all quotes in the wanted order, providers their own`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job, by: .pia, 12_000)
        _ = try await scene.quoted(job, by: .pete, 11_000)
        let path = "quotes?sort="
        func amounts(_ list: TestResponse) -> [JSONValue?] {
            (list["data"]?.arrayValue ?? []).map { $0["amount_minor"] }
        }

        #expect(amounts(try await scene.get(job, path + "amount")) == [11_000, 12_000])
        #expect(amounts(try await scene.get(job, path + "-amount")) == [12_000, 11_000])
        #expect(try await scene.get(job, path + "score").status == 200)
        #expect(try await scene.get(job, path + "-score", by: .lina).status == 200)
        #expect(amounts(try await scene.get(job, "quotes", by: .pete)) == [11_000])
        #expect(try await scene.get(job, path + "name").status == 422)
    }

    @Test func `contact data in a quote are masked for the customer until it is paid`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let terms = "Call me at 212-555-0147 before."
        let quote = try await scene.quoted(job, by: .pia, 10_000, ["terms": .string(terms)])

        let before = try await scene.get(job, "quotes")["data"]?.arrayValue?.first?["terms"]?.stringValue
        #expect(before?.contains("[contact]") == true && before?.contains("0147") == false)
        #expect(
            try await scene.present(job).json["terms"] == .string(terms),
            "the provider reads the original"
        )

        #expect(try await scene.accept(job, quote).status == 200)
        try await scene.fund(job)
        #expect(try await scene.get(job, "quotes")["data"]?.arrayValue?.first?["terms"] == .string(terms))
    }
}

extension MarketScene {
    fileprivate func quote(_ job: String, _ more: JSONObject) async throws -> TestResponse {
        try await quote(job, by: .pia, 10_000, more)
    }
}
