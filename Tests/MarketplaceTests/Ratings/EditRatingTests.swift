import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct EditRatingTests {
    @Test func `a rating is edited by its author while it is blind, and not afterwards`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.completed()
        let rating = try await scene.rated(job, 5)

        let edited = try await scene.edit(
            rating,
            ["overall": 2, "punctuality": 3, "feedback": "Late.", "response_time": 4]
        )
        let cleared = try await scene.edit(rating, ["feedback": .null])
        #expect(
            edited["overall"] == 2 && edited["punctuality"] == 3 && edited["feedback"] == "Late.",
            "\(edited)"
        )
        #expect(
            cleared["overall"] == 2 && cleared["punctuality"] == 3 && cleared["feedback"] == nil,
            "\(cleared)"
        )
        #expect(try await scene.edit(rating, ["overall": 4], seen: 1).status == 412)
        #expect(try await scene.edit(rating, ["overall": 4], seen: 3).status == 200)
        #expect(try await scene.edit(rating, by: .pia, ["overall": 5]).status == 404)

        try await scene.pass(.days(7))
        #expect(try await scene.edit(rating, ["overall": 5]).problem == .ratingClosed)
        #expect(try await scene.ratings("ratings/job/\(job)").each("overall") == [4])
    }

    @Test func `a provider never says how punctual it was`() async throws {
        let scene = try await MarketScene.open()
        let rating = try await scene.rated(try await scene.completed(), by: .pia)

        let edited = try await scene.edit(rating, by: .pia, ["punctuality": 5])
        #expect(edited.status == 422 && edited.faults.keys.sorted() == ["/punctuality"])
    }

    @Test func `rating edit|publication 1: what is published is what the last edit said`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.completed()
        let rating = try await scene.rated(job, 5)
        scene.world.clock.advance(by: .days(7) - .seconds(2))

        // The clock goes on with every look, so that the time-out comes while people edit.
        let edits = try await withThrowingTaskGroup(of: TestResponse?.self) { group in
            group.addTask {
                scene.world.clock.advance(by: .seconds(10))
                try await scene.world.tick()
                return nil
            }
            for mark: Int64 in [1, 2, 3, 4, 1, 2, 3, 4, 1, 2] {
                group.addTask { try await scene.edit(rating, ["overall": .integer(mark)], seen: 1) }
            }
            return try await group.reduce(into: []) { $0.append($1) }.compactMap(\.self)
        }
        try await scene.world.tick()

        let won = edits.filter { $0.status == 200 }
        #expect(won.count <= 1, "one edit of a version wins")
        #expect(edits.allSatisfy { $0.status == 200 || $0.status == 412 || $0.problem == .ratingClosed })
        let shown = try await scene.ratings("ratings/job/\(job)")
        #expect(shown.each("state") == ["published"])
        #expect(shown.each("overall") == [won.first?["overall"] ?? 5], "\(shown)")
        #expect(try await scene.edit(rating, ["overall": 1]).problem == .ratingClosed)
    }
}
