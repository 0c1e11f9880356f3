import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

/// Of moves that exclude each other, the first commit wins and the others read the present state.
@Suite struct QuoteRaceTests {
    @Test func `accept|withdraw|revise|edit 1: of four moves at once one wins`() async throws {
        for _ in 0..<4 {
            let scene = try await MarketScene.open()
            let job = try await scene.post()
            let quote = try await scene.quoted(job)
            let choice = JSONValue.object(scene.choice(quote))
            let path = "/api/v1/jobs/\(job)"

            let answers = try await scene.world.atOnce(8) { place in
                switch place % 4 {
                case 0: try await scene.world.as(.carl).put("\(path)/accept-quote", choice)
                case 1: try await scene.world.as(.pia).put("\(path)/withdraw-quote", [:])
                case 2: try await scene.world.as(.pia).post("\(path)/quote", ["amount_minor": 20_000])
                default: try await scene.world.as(.carl).put(path, ["title": "Paint the other fence"])
                }
            }

            #expect(answers.allSatisfy { [200, 201, 409, 412].contains($0.status) }, "\(answers.statuses)")
            let accepted = answers.indices.filter { $0 % 4 == 0 && answers[$0].status == 200 }
            let (state, present) = (try await scene.state(of: job), try await scene.present(job))
            #expect(accepted.count <= 1)
            // An accepted quote is the one that the customer saw, on the job that it was made for.
            #expect((accepted.count == 1) == (state == "awarded"))
            if state == "awarded" {
                #expect(present.state == "awarded" && present.json["amount_minor"] == 10_000)
                #expect(present.json["revision"] == 1 && present.json["job_revision"] == 1)
                #expect(answers.filter { $0.status < 300 }.count == 1, "\(answers.statuses)")
            }
        }
    }

    @Test func `two withdrawals at once: 1`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job)

        let answers = try await scene.world.atOnce(10) { _ in
            try await scene.world.as(.pia).put("/api/v1/jobs/\(job)/withdraw-quote", [:])
        }

        #expect(answers.statuses == [200: 1, 409: 9])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0["present"] == "withdrawn" })
    }

    @Test func `of two providers at once one takes the last place for a quote`() async throws {
        let scene = try await MarketScene.open()
        try await scene.policy(.jobQuotesCount, 1)
        let job = try await scene.post()

        let answers = try await scene.world.atOnce(10) { place in
            try await scene.world.as(place < 5 ? .pia : .pete).post(
                "/api/v1/jobs/\(job)/quote",
                ["amount_minor": 9_000]
            )
        }

        #expect(answers.allSatisfy { [201, 409].contains($0.status) }, "\(answers.statuses)")
        let quotes = try await scene.get(job, "quotes")["data"]?.arrayValue ?? []
        #expect(quotes.count == 1)
        #expect(answers.filter { $0.status == 201 }.allSatisfy { $0.id == quotes.first?["id"]?.stringValue })
    }

    @Test func `a rejection and a revision at once: the revision is not rejected unseen`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let quote = try await scene.quoted(job)
        let rejection: JSONValue = ["quote_id": .string(quote.id ?? ""), "revision": 1]

        let answers = try await scene.world.atOnce(2) { place in
            place == 0
                ? try await scene.world.as(.carl).put("/api/v1/jobs/\(job)/reject-quote", rejection)
                : try await scene.world.as(.pia).post("/api/v1/jobs/\(job)/quote", ["amount_minor": 7_000])
        }

        let present = try await scene.present(job)
        #expect(answers.filter { $0.status < 300 }.count == 1, "\(answers.map(\.status))")
        #expect(present.state == (answers[0].status == 200 ? "rejected" : "live"))
    }
}
