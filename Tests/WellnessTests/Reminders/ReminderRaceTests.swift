import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct ReminderRaceTests {
    @Test func `freeze x8, weekly x10, slot x3 processes: 1 (slot)`() async throws {
        let world = try await cast()
        try await world.annaListens()
        world.clock.set(to: try #require(Instant("2026-11-21T17:00:00Z")))
        let processes = try await processes(3, of: world)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for site in processes {
                for _ in 0..<4 {
                    group.addTask {
                        let round: @Sendable (borrowing Tx) throws -> Int = { tx in
                            try ReminderRound.run(.reminder, at: site, tx)
                        }
                        while try await site.db.write(round) > 0 {}
                    }
                }
            }
            try await group.waitForAll()
        }
        try await world.runJobs()

        #expect(world.pushed() == ["wellness.reminder"])
        #expect(try await world.slots(of: .anna) == ["2026-11-21 reminder 1 sent"])
        let told = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM notice WHERE template = 'wellness.reminder'", as: Int.self)
        }
        #expect(told == 1)
    }

    private func processes(_ count: Int, of world: World) async throws -> [Site] {
        var sites: [Site] = []
        for _ in 0..<count { sites.append(try await World.site(wellness, world.db, world.clock)) }
        return sites
    }
}
