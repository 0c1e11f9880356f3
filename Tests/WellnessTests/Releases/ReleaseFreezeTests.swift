import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

/// The freeze of a month: its time, the organisations that miss it, and that it happens once.
@Suite struct ReleaseFreezeTests {
    @Test func `the month just ended is frozen at six on the first day, in the organisation's zone, once`()
        async throws
    {
        let stage = try await ReleaseStage.open()
        try await stage.people(12, "worker")
        stage.world.clock.set(to: Instant("2026-12-01T04:59:00Z") ?? stage.world.clock.now)
        try await stage.world.tick()
        #expect(try await stage.count("release") == 0)

        try await stage.freeze()
        stage.world.clock.advance(by: .minutes(2))
        try await stage.world.tick()
        let releases = try await stage.get("/releases")
        #expect(releases["data"]?.arrayValue?.count == 1)
        #expect(releases["data"]?[0]?["month"] == "2026-11")
        #expect(releases["data"]?[0]?["state"] == "frozen")
        let audit = try await stage.world.audit()
        #expect(audit.count { $0 == "release.freeze" } == 2, "both organisations of the cast")
    }

    @Test func `each organisation has its own first day, whatever the day is elsewhere`() async throws {
        let stage = try await ReleaseStage.open()
        try await stage.change(
            "UPDATE organization SET zone = 'Pacific/Auckland' WHERE id <> \(stage.organization)"
        )
        func frozen(at time: String) async throws -> [Int] {
            stage.world.clock.set(to: Instant(time) ?? stage.world.clock.now)
            try await stage.world.tick()
            return [
                try await stage.count(
                    "release r WHERE r.organization_id <> \(stage.organization) AND r.state = 'frozen'"
                ),
                try await stage.count(
                    "release r WHERE r.organization_id = \(stage.organization) AND r.state = 'frozen'"
                ),
            ]
        }
        #expect(try await frozen(at: "2026-11-30T16:58:00Z") == [0, 0])
        #expect(try await frozen(at: "2026-11-30T17:00:30Z") == [1, 0])
        #expect(try await frozen(at: "2026-12-01T04:58:00Z") == [1, 0])
        #expect(try await frozen(at: "2026-12-01T05:00:30Z") == [1, 1])
    }

    @Test func `freeze x8, weekly x10, slot x3 processes: 1 (freeze)`() async throws {
        let stage = try await ReleaseStage.open()
        try await stage.people(12, "worker")
        stage.firstOfMonth()
        let call = stage.world.site.call(as: .system, with: .releaseFreeze)
        let winners = try await stage.world.atOnce(8) { _ in
            try await stage.world.db.write { tx in
                try Release.freezeNow(stage.organization, as: call, tx) != nil
            }
        }
        #expect(winners.count { $0 } == 1)
        #expect(try await stage.count("release r WHERE r.organization_id = \(stage.organization)") == 1)
        #expect(try await stage.count("release_member") == 13)
    }

    @Test func `of eight simultaneous runs of the job one wins`() async throws {
        let stage = try await ReleaseStage.open()
        stage.firstOfMonth()
        let call = stage.world.site.call(as: .system, with: .releaseFreeze)
        let month: CalendarMonth = .init(containing: .placeholder(2026, 11, 1))
        let release = try await stage.world.db.write { tx in
            try Release.makeDue(for: stage.organization, month, tx)
        }
        let due = try #require(release)
        let winners = try await stage.world.atOnce(8) { _ in
            try await stage.world.db.write { tx in try Release.find(due, tx).frozen(as: call, tx) != nil }
        }
        #expect(winners.count { $0 } == 1)
    }

    @Test(arguments: ["suspended", "closing", "unpaid", "cancelled"])
    func `an organisation that is stopped on the first day misses the month`(
        reason: String
    ) async throws {
        let stage = try await ReleaseStage.open()
        let id = stage.organization
        switch reason {
        case "unpaid", "cancelled":
            let state = reason == "unpaid" ? "suspended" : reason
            try await stage.change(
                "UPDATE organization_subscription SET state = \(state) WHERE organization_id = \(id)"
            )
        case "closing":
            try await stage.change(
                "UPDATE organization SET state = 'closing', closes_at = \(stage.world.clock.now + .days(30)) WHERE id = \(id)"
            )
        default: try await stage.change("UPDATE organization SET state = 'suspended' WHERE id = \(id)")
        }
        stage.firstOfMonth()
        try await stage.world.tick()
        try await stage.change(
            "UPDATE organization SET state = 'active', closes_at = NULL WHERE id = \(id)",
            "UPDATE organization_subscription SET state = 'active' WHERE organization_id = \(id)"
        )
        stage.world.clock.advance(by: .hours(2))
        try await stage.world.tick()
        #expect(
            try await stage.count("release r WHERE r.organization_id = \(id) AND r.frozen_at IS NOT NULL")
                == 0
        )
        #expect(try await stage.get("/releases")["data"] == [])
        #expect(try await stage.get("/participation").status == 404)
    }

    @Test func `a server that was off all day has missed the month`() async throws {
        let stage = try await ReleaseStage.open()
        stage.world.clock.set(to: Instant("2026-12-02T00:30:00Z") ?? stage.world.clock.now)
        try await stage.world.tick()
        #expect(try await stage.count("release") == 0)
    }
}
