import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

/// The time of a freeze of 10,000 people in 200 units, when `PORTICO_BENCH` is set.
@Suite struct ReleaseBenchTests {
    private static let isWanted = ProcessInfo.processInfo.environment["PORTICO_BENCH"] != nil

    @Test(.enabled(if: isWanted)) func `a release of ten thousand people in two hundred units`() async throws
    {
        let stage = try await ReleaseStage.open()
        let (organization, now) = (stage.organization, stage.world.clock.now)
        try await stage.world.db.write { tx in
            var departments: [ID<Department>] = []
            for number in 0..<196 {
                let id = tx.newID(of: Department.self)
                try tx.execute(
                    """
                    INSERT INTO department (id, organization_id, name, depth, created_at, updated_at, version)
                    VALUES (\(id), \(organization), \("Unit \(number)"), 1, \(now), \(now), 1)
                    """
                )
                departments.append(id)
            }
            for number in 0..<10_000 {
                try Self.add(number, to: organization, departments[number % 196], now, tx)
            }
        }
        for day in 1...30 {
            try await stage.world.db.write { tx in
                for (place, domain) in try DiaryDomain.table(tx).active(on: .placeholder(2026, 11, day))
                    .enumerated()
                {
                    try Self.log(domain, day, place, now, tx)
                }
            }
        }
        let call = stage.world.site.call(as: .system, with: .releaseFreeze)
        for month in 1...2 {
            stage.firstOfMonth(after: month)
            let clock = ContinuousClock()
            let time = try await clock.measure {
                let release = try await stage.world.db.write { tx in
                    try Release.freezeNow(organization, as: call, tx)
                }
                #expect(release != nil)
            }
            let contributors = try await stage.count(
                "release_member m WHERE m.contributed AND \(ReleaseMemberTests.isOf(stage))"
            )
            #expect(contributors == (month == 1 ? 10_000 : 0))
            print("freeze of 10,000 people in 200 units, month \(month): \(time)")
        }
    }

    private static func add(
        _ number: Int,
        to organization: ID<Organization>,
        _ department: ID<Department>,
        _ now: Instant,
        _ tx: borrowing Tx
    ) throws {
        let account = tx.newID(of: Account.self)
        try tx.post(
            """
            INSERT INTO account (id, email, role, state, locale, created_at, password_changed_at, version)
            VALUES (\(account), \("bench\(number)@example.com"), 'user', 'active', 'en', \(now), \(now), 1)
            """
        )
        try tx.post(
            """
            INSERT INTO policy_consent (id, account_id, purpose, policy_version, is_granted, given_at, source, given_by)
            VALUES (\(tx.newID(of: ReleaseBenchTests.self)), \(account), 'aggregation', '2026-01', TRUE, \(now), 'profile', \(account))
            """
        )
        _ = try DiaryHead.locked(of: account, tx)
        try tx.post("UPDATE wellness_diary SET seq = 300 WHERE account_id = \(account)")
        try DemoOrganization.join(
            account,
            as: .user,
            organization,
            department,
            nil,
            invited: "bench\(number)@example.com",
            since: now - DemoOrganization.age,
            tx
        )
    }

    /// An entry of everybody.
    private static func log(
        _ domain: DiaryDomain,
        _ day: Int,
        _ place: Int,
        _ now: Instant,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO wellness_log (id, account_id, domain, local_date, zone, score, score_op, score_stamp, seq,
                                      created_at, updated_at, version)
            SELECT \(pg: "gen_random_uuid()", sqlite: "randomblob(16)"), d.account_id, CAST(\(domain.key) AS text),
                   CAST(\(CivilDate.placeholder(2026, 11, day)) AS \(pg: "date", sqlite: "INTEGER")), 'Europe/Rome',
                   CAST(\(domain.lo + day % 3 * domain.step) AS bigint), 'bench', l.at, CAST(\(day * 100 + place) AS bigint), l.at, l.at, 1
              FROM wellness_diary d JOIN (SELECT CAST(\(now) AS \(pg: "timestamptz", sqlite: "INTEGER")) AS at) l ON TRUE
             WHERE d.seq = 300
            """
        )
    }
}
