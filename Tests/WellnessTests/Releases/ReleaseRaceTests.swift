import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

/// A change at the moment of the freeze is in the release as a whole, or not at all.
@Suite struct ReleaseRaceTests {
    @Test func `freeze against erasure, consent, move: wholly before or after (erasure)`() async throws {
        let stage = try await ReleaseStage.open()
        let people = try await stage.people(14, "worker")
        try await race(stage) {
            let world = stage.world
            try await world.db.write { tx in
                for account in people.prefix(8) {
                    _ = try Erasure.execute(
                        Account.find(account, tx),
                        because: .requestedInWriting,
                        as: world.site.call(as: .system),
                        tx
                    )
                }
            }
        }
        let members = try await stage.count("release_member m WHERE \(ReleaseMemberTests.isOf(stage))")
        #expect([7, 15].contains(members))
        #expect(try await names(of: Array(people.prefix(8)), stage) == 0, "nobody erased can be found again")
        #expect(try await names(of: Array(people.suffix(6)), stage) == 6)
    }

    @Test func `freeze against erasure, consent, move: wholly before or after (consent)`() async throws {
        let stage = try await ReleaseStage.open()
        let people = try await stage.people(14, "worker")
        try await race(stage) {
            try await stage.world.db.write { tx in
                for account in people.prefix(8) { try ReleaseMemberTests.withdraw(account, at: tx.now, tx) }
            }
        }
        let contributors = try await stage.count(
            "release_member m WHERE m.contributed AND \(ReleaseMemberTests.isOf(stage))"
        )
        #expect([6, 14].contains(contributors))
    }

    @Test func `freeze against erasure, consent, move: wholly before or after (move)`() async throws {
        let stage = try await ReleaseStage.open()
        let people = try await stage.people(14, "worker", in: "Sales")
        let engineering = ID<Department>(unchecked: try await stage.world.department("Engineering"))
        let before = stage.world.clock.now - .days(80)
        try await race(stage) {
            // As if they had moved long ago, so that the move decides their place.
            try await stage.world.db.write { tx in
                for account in people.prefix(8) {
                    try tx.execute(
                        """
                        INSERT INTO membership_placement (id, membership_id, department_id, state, role, since)
                        SELECT \(tx.newID(of: ReleaseStage.self)), m.id, CAST(\(engineering) AS \(pg: "uuid", sqlite: "BLOB")),
                               'active', 'user', CAST(\(before) AS \(pg: "timestamptz", sqlite: "INTEGER"))
                          FROM membership m WHERE m.account_id = \(account)
                        """
                    )
                }
            }
        }
        let moved = try await stage.count("release_member m WHERE m.department_id = \(engineering)")
        #expect([0, 8].contains(moved))
    }

    @Test func `a release while the nightly scores are made has the same figures as one after them`()
        async throws
    {
        let (quiet, raced) = (try await ReleaseStage.open(), try await ReleaseStage.open())
        try await quiet.people(14, "worker")
        try await raced.people(14, "worker")
        try await race(quiet) {}
        let world = raced.world

        try await race(raced) { _ = try await RecomputeScores().run(at: world) }

        let (alone, beside) = (try await figures(of: quiet), try await figures(of: raced))
        #expect(!alone.isEmpty && alone == beside)
        #expect(try await raced.count("score_check") == 1)
    }

    /// The frozen cells of the organisation itself, by domain.
    private func figures(of stage: ReleaseStage) async throws -> [String] {
        try await stage.world.db.read { [organization = stage.organization] tx in
            try tx.values(
                """
                SELECT c.figure || ' ' || c.domain || ' ' || c.shown || ' ' || COALESCE(CAST(c.value AS TEXT), '')
                  FROM release_cell c JOIN release r ON r.id = c.release_id
                 WHERE c.unit_kind = 'organization' AND r.organization_id = \(organization) ORDER BY 1
                """,
                as: String.self
            )
        }
    }

    private func race(
        _ stage: ReleaseStage,
        _ change: @escaping @Sendable () async throws -> Void
    ) async throws {
        stage.firstOfMonth()
        let call = stage.world.site.call(as: .system, with: .releaseFreeze)
        _ = try await stage.world.atOnce(2) { place in
            if place == 0 { return try await change() }
            try await stage.world.db.write { tx in
                _ = try Release.freezeNow(stage.organization, as: call, tx)
            }
        }
    }

    /// How many of the accounts the names in releases still lead to.
    private func names(of accounts: [ID<Account>], _ stage: ReleaseStage) async throws -> Int {
        try await stage.world.db.write { [site = stage.world.site, organization = stage.organization] tx in
            let key = try ReleaseNames.key(of: organization, at: site, tx)
            let names = accounts.map { key.name(of: $0) }
            return try tx.value(
                "SELECT COUNT(*) FROM release_member m WHERE m.pseudonym \(in: names)",
                as: Int.self
            ) ?? 0
        }
    }
}
