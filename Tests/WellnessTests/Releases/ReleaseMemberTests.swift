import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

/// The members and contributors of a release, and their means.
@Suite struct ReleaseMemberTests {
    @Test func `contributors consent at the freeze and have five scored days in every domain`() async throws {
        let stage = try await ReleaseStage.open()
        try await stage.people(9, "diligent")
        try await stage.people(3, "lazy", days: 4)
        let changed = try await stage.people(2, "changed")
        let partial = try await stage.people(1, "partial")
        try await stage.world.db.write { tx in
            for account in changed { try Self.withdraw(account, at: tx.now, tx) }
            try tx.execute(
                "DELETE FROM wellness_log WHERE account_id = \(partial[0]) AND domain = 'sleep' AND local_date = \(ReleaseStage.november(1)[0])"
            )
        }
        try await stage.freeze()
        // Anna of the cast is a member too; Bruno administers.
        #expect(try await stage.count("release_member m WHERE \(Self.isOf(stage))") == 16)
        #expect(try await stage.count("release_member m WHERE m.contributed AND \(Self.isOf(stage))") == 9)
    }

    @Test func `members are active for thirty days at the end of the month, and no administrators`()
        async throws
    {
        let stage = try await ReleaseStage.open()
        let people = try await stage.people(6, "worker")
        let last = Zone.rome.instant(of: .placeholder(2026, 11, 30), at: .midnight)
        try await stage.world.db.write { tx in
            try Self.place(people[0], "left", .user, last, tx)
            try Self.place(people[1], "active", .businessAdmin, last, tx)
            try Self.place(people[2], "suspended", .user, last - .days(20), tx)
            try Self.place(people[2], "active", .user, last - .days(19), tx)
            // Left after the month: still a member of it.
            try Self.place(people[3], "left", .user, last + .days(1), tx)
        }
        try await stage.freeze()
        #expect(try await stage.count("release_member m WHERE \(Self.isOf(stage))") == 4, "three and Anna")
    }

    @Test func `a department that moved has not been in its new place before`() async throws {
        let stage = try await ReleaseStage.open()
        let people = try await stage.people(2, "worker", in: "Platform")
        let (engineering, platform, sales) = (
            ID<Department>(unchecked: try await stage.world.department("Engineering")),
            ID<Department>(unchecked: try await stage.world.department("Platform")),
            ID<Department>(unchecked: try await stage.world.department("Sales"))
        )
        let moved = Zone.rome.instant(of: .placeholder(2026, 11, 10), at: .midnight)
        try await stage.world.db.write { tx in
            try tx.execute(
                "UPDATE department_placement SET parent_id = \(sales) WHERE department_id = \(platform)"
            )
            try tx.execute(
                "INSERT INTO department_placement (department_id, parent_id, since) VALUES (\(platform), \(engineering), \(moved))"
            )
            // Within Engineering as it is now, but Platform was in Sales until ten days before.
            try Self.place(people[0], "active", .user, moved + .days(10), in: engineering, tx)
        }
        try await stage.freeze()
        #expect(
            try await stage.count("release_member m WHERE m.department_id IS NULL AND \(Self.isOf(stage))")
                == 1
        )
        #expect(
            try await stage.count("release_member m WHERE m.department_id = \(platform)") == 2,
            "with Anna"
        )
    }

    @Test func `the sums in SQL are the means of the diary, whatever day a domain changes`() async throws {
        let stage = try await ReleaseStage.open()
        let people = try await stage.people(6, "worker", days: 0)
        try await stage.world.db.write { tx in
            try tx.execute(
                """
                INSERT INTO wellness_domain (key, since, name, lo, hi, step, direction, weight, threshold, amber, green, position, is_retired, version)
                SELECT key, CAST(\(CivilDate.placeholder(2026, 11, 14)) AS \(pg: "date", sqlite: "INTEGER")), name, 0, 20, 1, direction, weight, threshold, amber, green, position, is_retired, 1
                  FROM wellness_domain WHERE key IN ('mood', 'stress')
                """
            )
            var random = SeededRandom(3)
            for account in people {
                let days = (1...30).filter { _ in random.below(10) < 4 }
                try ReleaseStage.write(
                    account,
                    random.below(101),
                    days.map { .placeholder(2026, 11, $0) },
                    tx
                )
            }
        }
        let (organization, month) = (stage.organization, CalendarMonth(containing: .placeholder(2026, 11, 1)))
        try await stage.world.db.read { tx in
            let table = try DiaryDomain.table(tx)
            let means = try MonthlyMeans(of: organization, month, table, tx)
            for account in people {
                var scores: [DiaryScore] = []
                try tx.forEach(
                    "SELECT l.domain, l.local_date, l.score FROM wellness_log l WHERE l.account_id = \(account)"
                ) {
                    scores.append(
                        DiaryScore(domain: try $0.next(), date: try $0.next(), score: try $0.next())
                    )
                }
                #expect(means[account] == ScoredDiary(scores, by: table).contribution(to: month))
            }
        }
    }

    private static func place(
        _ account: ID<Account>,
        _ state: String,
        _ role: Role,
        _ since: Instant,
        in department: ID<Department>? = nil,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO membership_placement (id, membership_id, department_id, state, role, since)
            SELECT \(tx.newID(of: ReleaseStage.self)), m.id, CAST(\(department) AS \(pg: "uuid", sqlite: "BLOB")), CAST(\(state) AS text), CAST(\(role.name) AS text),
                   CAST(\(since) AS \(pg: "timestamptz", sqlite: "INTEGER"))
              FROM membership m WHERE m.account_id = \(account)
            """
        )
    }

    static func withdraw(_ account: ID<Account>, at now: Instant, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO policy_consent (id, account_id, purpose, policy_version, is_granted, given_at, source, given_by)
            VALUES (\(tx.newID(of: ReleaseStage.self)), \(account), 'aggregation', '2026-01', FALSE, \(now), 'profile', \(account))
            """
        )
    }

    static func isOf(_ stage: ReleaseStage) -> SQL {
        "m.release_id IN (SELECT r.id FROM release r WHERE r.organization_id = \(stage.organization))"
    }
}
