import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ReviewTests {
    @Test func `a review without a blind time is public at once, and is edited for 48 hours`() async throws {
        let world = try await World.arts()
        let lesson = try await world.begin(.lessons, for: .days(14))

        let review = try await world.review(.lessons, lesson, Opinion("sara", 4))
        #expect(review.state == .published && review.publishedAt != nil)
        #expect(try await world.remarks() == ["lesson [4]"])
        world.clock.advance(by: .hours(47))
        let edited = try await world.db.write { tx in
            try ReviewPolicy.lessons.edit(review, overall: 2, marks: ["clarity": 3], text: nil, tx)
        }
        #expect(edited.overall == 2 && edited.marks == ["clarity": 3] && edited.text == nil)
        #expect(edited.version == review.version + 1)
        world.clock.advance(by: .hours(2))
        await expectRefusal(.reviewClosed) {
            try await world.db.write { tx in
                try ReviewPolicy.lessons.edit(edited, overall: 5, marks: [:], text: nil, tx)
            }
        }
    }

    @Test func `each side writes once, and not before reviews begin or after they have ended`() async throws {
        let world = try await World.arts()
        let lesson = try await world.begin(.lessons, for: .days(14))

        try await world.review(.lessons, lesson, Opinion("sara"))
        await expectRefusal(.reviewExists) { try await world.review(.lessons, lesson, Opinion("sara")) }
        await expectRefusal(.reviewClosed) { try await world.review(.lessons, ID(raw: 1), Opinion("sara")) }
        world.clock.advance(by: .days(14))
        await expectRefusal(.reviewClosed) {
            try await world.review(.lessons, lesson, Opinion("omar", as: "tutor"))
        }
    }

    @Test func `blind reviews are published together, an hour after the later one`() async throws {
        let world = try await World.arts()
        let swap = try await world.begin(.swaps)

        let first = try await world.review(.swaps, swap, Opinion("sara", as: "left", 5))
        try await world.pass(.days(2))
        let second = try await world.review(.swaps, swap, Opinion("omar", as: "right", 3))
        try await world.pass(.minutes(59))
        #expect(try await world.review(first.id).state == .blind)
        try await world.pass(.minutes(2))
        #expect(try await world.review(first.id).state == .published)
        #expect(try await world.review(second.id).publishedAt == world.review(first.id).publishedAt)
        #expect(try await world.remarks() == ["swap [5, 3]"])
        await expectRefusal(.reviewClosed) {
            try await world.db.write { tx in
                try ReviewPolicy.swaps.edit(Review.find(first.id, tx), overall: 1, marks: [:], text: nil, tx)
            }
        }
    }

    @Test func `a single blind review is published at the end, of which the sides are reminded`() async throws
    {
        let world = try await World.arts()
        let swap = try await world.begin(.swaps)

        let only = try await world.review(.swaps, swap, Opinion("sara", as: "left", 4))
        try await world.pass(.days(6) + .minutes(1))
        #expect(try await world.remarks() == ["remind"])
        try await world.pass(.hours(23))
        #expect(try await world.review(only.id).state == .blind)
        try await world.pass(.hours(1))
        #expect(try await world.review(only.id).state == .published)
        #expect(try await world.remarks() == ["remind", "swap [4]"])
    }

    @Test func `a review can no longer be edited when its time is up but nobody has published it yet`()
        async throws
    {
        let world = try await World.arts()
        let swap = try await world.begin(.swaps)
        let review = try await world.review(.swaps, swap, Opinion("sara", as: "left"))
        world.clock.advance(by: .days(8))
        await expectRefusal(.reviewClosed) {
            try await world.db.write { tx in
                try ReviewPolicy.swaps.edit(review, overall: 1, marks: [:], text: nil, tx)
            }
        }
    }

    @Test func `a published review is answered once`() async throws {
        let world = try await World.arts()
        let lesson = try await world.begin(.lessons)
        let review = try await world.review(.lessons, lesson, Opinion("sara"))

        let answered = try await world.db.write { tx in
            try ReviewPolicy.lessons.reply(to: review, with: "Thank you.", refusing: .reviewAnswered, tx)
        }
        #expect(answered.reply == "Thank you." && answered.repliedAt != nil)
        await expectRefusal(.reviewAnswered) {
            try await world.db.write { tx in
                try ReviewPolicy.lessons.reply(to: answered, with: "Again.", refusing: .reviewAnswered, tx)
            }
        }
    }

    @Test func `hidden and flagged reviews do not count, and one shown again does`() async throws {
        let world = try await World.arts()
        let score = ReviewScore(weight: 8, standard: 430)
        let tutor = ID<Subject>(raw: 7)
        var reviews: [Review] = []
        for mark in [5, 4, 1] {
            reviews.append(
                try await world.review(
                    .lessons,
                    try await world.begin(.lessons),
                    Opinion("sara", about: tutor, mark)
                )
            )
        }
        let written = reviews
        let marks = try await world.db.write { tx in
            let hidden = try written[0].transitioned(to: .hidden, tx)
            _ = try written[1].flagged(tx)
            let without = try score.marks(about: "tutor", tutor, at: tx.now, tx).map(\.overall)
            _ = try hidden.transitioned(to: .published, tx)
            return [without, try score.marks(about: "tutor", tutor, at: tx.now, tx).map(\.overall)]
        }
        #expect(marks == [[1], [1, 5]])
    }

    @Test func `reviews of an erased account stay without a name, and still count as one pair`() async throws
    {
        let world = try await World.arts()
        for _ in 0..<3 {
            try await world.review(.lessons, try await world.begin(.lessons), Opinion("sara"))
        }
        let last = try await world.review(.lessons, try await world.begin(.lessons), Opinion("sara"))
        let sara = try #require(last.author)
        let data = try #require(world.product.personalData.first { $0.name == "reviews" })
        let (marks, names) = try await world.db.write { tx in
            for step in data.erasure.steps(sara, tx.now) { try tx.execute(step) }
            let score = ReviewScore(weight: 8, standard: 430)
            let marks = try score.marks(about: "tutor", ID<Subject>(raw: 7), at: tx.now, tx)
            return (marks.count, try tx.value("SELECT COUNT(author_id) FROM review", as: Int.self))
        }
        #expect(marks == 3 && names == 0)
    }

    @Test func `the site's mean is frozen at midnight UTC, from the year before it`() async throws {
        let world = try await World.arts()
        let score = ReviewScore(weight: 10, standard: 400, least: 2)
        let mean = { try await world.db.read { tx in try score.mean(about: "tutor", at: tx.now, tx).value } }

        for mark in [5, 4] {
            try await world.review(.lessons, try await world.begin(.lessons), Opinion("sara", mark))
        }
        #expect(try await mean() == 4)
        try await world.pass(.hours(15) + .minutes(1))
        #expect(try await mean() == 4.5)
        try await world.review(.lessons, try await world.begin(.lessons), Opinion("omar", 1))
        #expect(try await mean() == 4.5)
        try await world.pass(.days(1))
        #expect(try await mean() == 10.0 / 3)
        try await world.pass(.days(365))
        #expect(try await mean() == 4, "nobody has rated for a year")
    }

    @Test func `twenty reviews of one side at once: one is written`() async throws {
        let world = try await World.arts()
        let swap = try await world.begin(.swaps)
        let written = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        try await world.review(.swaps, swap, Opinion("sara", as: "left"))
                        return 1
                    } catch let problem as Problem where problem.code == .reviewExists {
                        return 0
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(written == 1)
    }
}

/// Expects that the work is refused with that code.
private func expectRefusal(
    _ code: Problem.Code,
    _ location: SourceLocation = #_sourceLocation,
    _ work: () async throws -> some Any
) async {
    do {
        _ = try await work()
        Issue.record("it was not refused", sourceLocation: location)
    } catch let problem as Problem where problem.code == code {
    } catch {
        Issue.record(error, sourceLocation: location)
    }
}
