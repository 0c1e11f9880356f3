import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

/// The traces of a person in releases, and their end.
@Suite struct ReleaseErasureTests {
    @Test func `an erasure puts one random name in all releases, and no answer changes`() async throws {
        let stage = try await ReleaseStage.open()
        let people = try await stage.people(12, "sales", in: "Sales", percent: 70)
        let releases = [try await stage.freeze(), try await stage.freeze(after: 2)]
        var before: [[UInt8]] = []
        for release in releases { before.append(try await stage.get("/releases/\(release)").body) }
        let names = try await names(stage)
        let world = stage.world
        try await world.db.write { tx in
            _ = try Erasure.execute(
                Account.find(people[0], tx),
                because: .requestedInWriting,
                as: world.site.call(as: .system),
                tx
            )
        }
        let after = try await self.names(stage)
        let fresh = after.keys.filter { names[$0] == nil }
        #expect(fresh.count == 1)
        #expect(fresh.first.flatMap { after[$0] } == 2, "the same in both releases")
        #expect(after.values.reduce(0, +) == names.values.reduce(0, +))
        #expect(fresh.first?.count == names.keys.first?.count, "nothing shows which name is random")
        for (release, bytes) in zip(releases, before) {
            #expect(try await stage.get("/releases/\(release)").body == bytes)
        }
    }

    @Test func `names differ between organisations and lead nowhere without the key`() async throws {
        let stage = try await ReleaseStage.open()
        try await stage.freeze()
        let keys = try await stage.world.db.read { tx in
            try tx.values("SELECT sealed FROM release_key", as: [UInt8].self)
        }
        #expect(Set(keys).count == 2)
        #expect(keys.allSatisfy { $0.count == 5 + 12 + 32 + 16 })
    }

    @Test func `frozen rows cannot be changed`() async throws {
        let stage = try await ReleaseStage.open()
        try await stage.freeze()
        for statement in [
            "UPDATE release_cell SET shown = 'suppressed', value = NULL, band = NULL",
            "UPDATE release SET month = '2020-01'", "UPDATE release_member SET contributed = TRUE",
        ] as [SQL] {
            await #expect(throws: (any Error).self) { try await stage.change(statement) }
        }
    }

    @Test func `releases are deleted with their files after 36 months`() async throws {
        let stage = try await ReleaseStage.open()
        try await stage.people(3, "sales", in: "Sales")
        let release = try await stage.freeze()
        stage.world.clock.set(to: Instant("2029-12-01T04:00:00Z") ?? stage.world.clock.now)
        try await stage.world.tick()
        #expect(try await stage.count("release r WHERE r.month = '2026-11'") == 2)
        stage.world.clock.advance(by: .days(1))
        try await stage.world.tick()
        #expect(try await stage.count("release r WHERE r.month = '2026-11'") == 0)
        for table in ["release_cell", "release_member", "release_file"] as [SQL] {
            #expect(try await stage.count("\(table) c WHERE c.release_id = \(release)") == 0)
        }
        #expect(try await stage.count("stored_file f WHERE f.name LIKE 'wellness-2026-11%'") == 0)
    }

    private func names(_ stage: ReleaseStage) async throws -> [String: Int] {
        let names = try await stage.world.db.read { tx in
            try tx.values(
                "SELECT m.pseudonym FROM release_member m WHERE \(ReleaseMemberTests.isOf(stage))",
                as: String.self
            )
        }
        return Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    }
}
