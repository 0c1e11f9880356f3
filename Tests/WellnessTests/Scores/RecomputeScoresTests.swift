import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

extension RecomputeScores {
    @discardableResult
    func run(at world: World) async throws -> ScoreCheck.Count {
        try await world.db.write { tx in try tx.enqueue(self) }
        try await world.runJobs()
        return try await world.db.read { tx in try ScoreCheck.latest(tx)?.count ?? .init() }
    }
}

@Suite struct RecomputeScoresTests {
    @Test func `a night makes missing scores, and the next one finds nothing to do`() async throws {
        let world = try await cast()
        try await world.write(["mood": times(40, 7), "sleep": [8]], of: .anna)
        try await world.write(["mood": [3]], of: .bruno, through: today + -10)

        let first = try await RecomputeScores().run(at: world)
        let second = try await RecomputeScores().run(at: world)

        // Anna: 35 dates to the latest date anywhere, 2026-11-21; Bruno: the seven dates from his entry on.
        #expect(first.made == 35 + 7 && first.differences == 0)
        #expect(second.made == 0 && second.differences == 0 && second.scores == 42)
        #expect(second.accounts == first.accounts)
    }

    @Test func `a kept score equals a computed one`() async throws {
        let world = try await cast()
        try await world.write(
            ["mood": [1, 4, nil, 9, 10, 3, nil, nil, 8, 8], "stress": times(6, 4)],
            of: .anna
        )
        let path = "/api/v1/wellness/scores?from=2026-11-01"
        let computed = try await world.as(.anna).get(path)

        try await RecomputeScores().run(at: world)

        #expect(try await world.number(of: "wellness_score") > 0)
        #expect(try await world.as(.anna).get(path).json == computed.json)
    }

    @Test(
        arguments: [
            "UPDATE wellness_score SET total = '{\"value\":99}' WHERE local_date = (SELECT MAX(local_date) FROM wellness_score)",
            "UPDATE wellness_log SET score = score - 1 WHERE local_date = (SELECT MAX(local_date) FROM wellness_log)",
            "DELETE FROM wellness_log WHERE local_date = (SELECT MAX(local_date) FROM wellness_log)",
        ] as [SQL]
    )
    func `scores that differ from the logs are counted and repaired`(damage: SQL) async throws {
        let world = try await cast()
        try await world.write(["mood": times(10, 7)], of: .anna)
        try await RecomputeScores().run(at: world)
        try await world.db.write { tx in _ = try tx.execute(damage) }

        let found = try await RecomputeScores().run(at: world)
        let again = try await RecomputeScores().run(at: world)

        #expect(found.differences == 1 && found.made == 0)
        #expect(again.differences == 0)
        let answer = try await world.as(.anna).get("/api/v1/wellness/scores?from=2026-11-21")
        #expect(answer["data"]?[0]?["total"] == [:])
    }

    @Test func `it runs at two in the morning`() async throws {
        let world = try await cast()
        try await world.write(["mood": times(10, 7)], of: .anna)
        world.clock.set(to: instant("2026-11-22T01:59:00Z"))
        try await world.tick()
        #expect(try await world.number(of: "wellness_score") == 0)
        world.clock.set(to: instant("2026-11-22T02:00:30Z"))
        try await world.tick()
        #expect(try await world.number(of: "wellness_score") > 0)
    }

    @Test func `no job names a person`() async throws {
        let world = try await cast()
        let anna = try await world.account(of: .anna)
        try await world.log(.anna)
        try await world.tick()
        let jobs = try await world.jobs().filter { $0.kind.hasPrefix("wellness.") }
        #expect(!jobs.contains { "\($0)".contains(anna.description) })
    }
}
