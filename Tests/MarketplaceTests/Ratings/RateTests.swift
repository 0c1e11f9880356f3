import Kernel
import Platform
import Store
import TestKit
import Testing
import Web

@testable import Marketplace

@Suite struct RateTests {
    @Test func `both sides rate blind, and both ratings are published an hour after the later one`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.completed()

        let mine = try await scene.rate(job, 5, ["punctuality": 4, "feedback": "Neat work."])
        try await scene.pass(.days(3))
        let theirs = try await scene.rate(job, by: .pia, 3)
        let seenByCarl = try await scene.ratings("ratings/job/\(job)")
        try await scene.pass(.minutes(59))
        let early = try await scene.ratings("ratings/job/\(job)", by: .pia)
        try await scene.pass(.minutes(2))
        let late = try await scene.ratings("ratings/job/\(job)", by: .pia)

        #expect(mine.status == 201 && mine["state"] == "blind" && mine["side"] == "customer", "\(mine)")
        #expect(mine["punctuality"] == 4 && mine["feedback"] == "Neat work." && mine["published_at"] == nil)
        #expect(theirs["side"] == "provider" && theirs["punctuality"] == nil, "\(theirs)")
        #expect(seenByCarl.each("side") == ["customer"] && early.each("side") == ["provider"])
        #expect(
            late.each("overall") == [5, 3] && late.each("state") == ["published", "published"],
            "\(late)"
        )
        for person in [Person.carl, .pia] {
            #expect(try await scene.notices(to: person).contains("marketplace.rating.published"))
        }
    }

    @Test
    func `a single rating is published 7 days after the completion, of which the other side is reminded`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.completed()
        _ = try await scene.rated(job, 4)

        try await scene.pass(.days(6) + .minutes(1))
        let reminded = [try await scene.notices(to: .pia), try await scene.notices(to: .carl)]
        let blind = try await scene.ratings("ratings/provider/\(scene.world.provider(of: .pia))", by: .pete)
        try await scene.pass(.days(1))
        let open = try await scene.ratings("ratings/provider/\(scene.world.provider(of: .pia))", by: .pete)

        #expect(reminded.map { $0.contains("marketplace.rating.ends") } == [true, false])
        #expect(blind["n"] == 0 && blind["score"] == .null && blind.each("id").isEmpty, "\(blind)")
        #expect(open["n"] == 1 && open.each("overall") == [4], "\(open)")
        #expect(try await scene.rate(job, by: .pia).problem == .ratingClosed)
    }

    @Test func `only the two sides of a completed job rate it, and each once`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()

        #expect(try await scene.rate(job).problem == .ratingClosed)
        let done = try await scene.completed()
        #expect(try await scene.rate(done, by: .cora).status == 404)
        #expect(try await scene.rate(done, by: .pete).status == 404)
        #expect(try await scene.rate(done, by: .lina).status == 403)
        _ = try await scene.rated(done)
        #expect(try await scene.rate(done).problem == .alreadyThere)
        try await scene.pass(.days(7))
        #expect(try await scene.rate(done, by: .pia).problem == .ratingClosed)
    }

    @Test func `marks go from 1 to 5, punctuality is for customers to say, and every fault is told`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.completed()

        let bad = try await scene.rate(job, 6, ["punctuality": 0, "feedback": "", "score": 5])
        #expect(bad.status == 422)
        #expect(Set(bad.faults.keys) == ["/overall", "/punctuality", "/feedback", "/score"], "\(bad)")
        let provider = try await scene.rate(job, by: .pia, 5, ["punctuality": 5])
        #expect(provider.status == 422 && provider.faults.keys.sorted() == ["/punctuality"], "\(provider)")
        let long = try await scene.rate(job, 5, ["feedback": .string(String(repeating: "a", count: 2_001))])
        #expect(long.status == 422)
    }

    @Test func `a response_time is accepted and ignored: the server measures it`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.completed()

        let rating = try await scene.rate(job, 5, ["response_time": ["any": "thing"]])
        #expect(rating.status == 201 && rating["response_time"] == nil, "\(rating)")
        guard case .object(_, let members) = Schema.recorded(for: NewRating.self) else {
            throw TestFailure("a body is an object")
        }
        #expect(members.filter(\.isDeprecated).map(\.name) == ["response_time"])
    }

    @Test func `the answer to a directed job is measured, and stands in the rating of that job`() async throws
    {
        let scene = try await MarketScene.open()
        let pia = try await scene.world.provider(of: .pia).description
        let job = try await scene.post(["provider_id": .string(pia)])
        scene.world.clock.advance(by: .minutes(45))
        let quote = try await scene.quoted(job)
        _ = try await scene.accept(job, quote)
        try await scene.fund(job)
        scene.world.clock.advance(by: .days(2))
        for (person, status) in [(Person.pia, "underway"), (.pia, "delivered"), (.carl, "completed")] {
            #expect(try await scene.put(job, "status", by: person, ["status": .string(status)]).status == 200)
        }

        let rating = try await scene.rate(job)
        #expect(rating["response_minutes"] == 45, "\(rating)")
        #expect(try await scene.rate(job, by: .pia)["response_minutes"] == nil)
    }

    @Test func `a dispute does not stop ratings, and its end does not repeat them`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.completed()
        let dispute = try await scene.world.as(.carl).post(
            "\(MarketScene.root)/jobs/\(job)/dispute",
            ["kind": "quality", "text": "It peels."]
        )
        #expect(dispute.status == 201, "\(dispute)")

        _ = try await scene.rated(job, 1)
        _ = try await scene.rated(job, by: .pia, 5)
        try await scene.pass(.minutes(61))
        #expect(try await scene.ratings("ratings/job/\(job)").each("state") == ["published", "published"])
        try await scene.world.db.write { tx in
            let job = try Job.find(try #require(ID<Job>(job)), tx)
            try Ratings.open(of: job, tx)
            #expect(try ReviewPolicy.ratings.end(of: job.id, tx) == nil)
        }
    }
}
