import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

/// A hostile organisation, for `scripts/wellness-attack`: all answers about its releases, and what an attacker may know.
///
/// With `PORTICO_ATTACK` it writes one file for each set of rules into that folder; only here rules can be left out.
@Suite struct AttackScene {
    private static let folder = ProcessInfo.processInfo.environment["PORTICO_ATTACK"]

    static let variants: [(name: String, rules: SuppressionPolicy.Rules)] = [
        ("all", .all), ("without-P", .all.subtracting(.size)), ("without-L", .all.subtracting(.complement)),
        ("without-T", .all.subtracting(.temporal)), ("without-G", .all.subtracting(.homogeneity)),
        ("n-for-c", .all.subtracting(.count)),
    ]

    @Test(.enabled(if: folder != nil), arguments: variants.indices)
    func `writes the answers about an organisation`(variant: Int) async throws {
        let (name, rules) = Self.variants[variant]
        let stage = try await stage()
        try await fill(stage)
        var months: [JSONValue] = []
        for month in 1...2 {
            if month == 2 { try await change(stage) }
            stage.firstOfMonth(after: month)
            months.append(try await known(to: stage))
            let call = stage.world.site.call(as: .system, with: .releaseFreeze)
            let release = try await stage.world.db.write { tx in
                try Release.freezeNow(stage.organization, as: call, under: rules, tx)
            }
            #expect(release != nil)
            try await stage.world.runJobs()
        }
        let answers = try await answers(stage)
        try await erase(stage)
        let scene: JSONValue = [
            "variant": .string(name), "months": .array(months), "answers": answers,
            "later": try await self.answers(stage),
        ]
        let file = URL(fileURLWithPath: Self.folder ?? "").appendingPathComponent("\(name).json")
        try Data(scene.bytes).write(to: file)
    }

    private func stage() async throws -> ReleaseStage {
        let world = try await cast()
        let password = try await DemoPerson.password(at: world.site)
        try await world.db.write { [site = world.site] tx in
            _ = try Self.organization.found(with: password, at: site, tx)
        }
        return ReleaseStage(
            world: world,
            organization: ID(unchecked: try await world.organization("Hostile"))
        )
    }

    // swift-format-ignore
    private static let organization = DemoOrganization(
        name: "Hostile",
        sites: [("one", "One"), ("two", "Two")],
        departments: [
            ("North", nil), ("N1", "North"), ("N2", "North"), ("South", nil), ("West", nil), ("W1", "West"), ("W2", "West"),
            ("East", nil), ("Edge", nil),
        ],
        people: [DemoPerson(email: "hanna.boss@example.com", firstName: "Hanna", lastName: "Boss", role: .businessAdmin)]
    )

    private static let hanna = Person(
        "hanna",
        email: "hanna.boss@example.com",
        authenticator: DemoPerson.authenticator
    )

    /// Departments too small to show, complements of them, people at the end of the scale, and one where all contribute.
    private func fill(_ stage: ReleaseStage) async throws {
        try await stage.people(9, "n1-", in: "N1", at: "one", percent: 60)
        try await stage.people(3, "n2-", in: "N2", at: "one", percent: 80)
        try await stage.people(16, "south", in: "South", at: "two", percent: 55)
        try await stage.people(12, "w1-", in: "W1", at: "two", percent: 0)
        try await stage.people(12, "w2-", in: "W2", at: "two", percent: 34)
        try await stage.people(3, "east", in: "East", at: "one", percent: 90)
        try await stage.people(8, "edge", in: "Edge", at: "two", percent: 65)
        try await stage.people(12, "direct", percent: 60)
        try await stage.people(2, "quiet", in: "N1", at: "one", days: 1)
    }

    /// December: one person of South has left, two have just come, and all go on with their diaries.
    private func change(_ stage: ReleaseStage) async throws {
        try await stage.people(2, "new", in: "East", at: "one", percent: 20)
        try await stage.world.db.write { tx in
            let days = (0..<5).map { CivilDate.placeholder(2026, 12, 3 + $0) }
            for account in try tx.values("SELECT account_id FROM wellness_diary", as: ID<Account>.self) {
                let share = try tx.value(
                    "SELECT l.score FROM wellness_log l WHERE l.account_id = \(account) AND l.domain = 'movement' ORDER BY l.local_date LIMIT 1",
                    as: Int.self
                )
                try ReleaseStage.write(account, (share ?? 0) * 100 / 120, days, tx)
            }
            try tx.execute(
                """
                INSERT INTO membership_placement (id, membership_id, state, role, since)
                SELECT \(tx.newID(of: AttackScene.self)), m.id, 'left', 'user', \(pg: "CAST(\(tx.now) AS timestamptz)", sqlite: "\(tx.now)", for: tx.dialect)
                  FROM membership m WHERE m.invited_email = 'south0@example.com'
                """
            )
        }
    }

    private func erase(_ stage: ReleaseStage) async throws {
        let world = stage.world
        try await world.db.write { tx in
            let account = try tx.value(
                "SELECT id FROM account WHERE email = 'w10@example.com' OR email = 'w1-0@example.com'",
                as: ID<Account>.self
            )
            guard let account else { throw TestFailure("nobody to erase") }
            _ = try Erasure.execute(
                Account.find(account, tx),
                because: .requestedInWriting,
                as: world.site.call(as: .system),
                tx
            )
        }
        try await stage.people(3, "later", in: "East", at: "one", percent: 10)
    }

    /// All that an attacker may know: who is where, who contributes, and how much; the figures are to be defended against that.
    private func known(to stage: ReleaseStage) async throws -> JSONValue {
        let id = stage.organization
        return try await stage.world.db.read { tx in
            let organization = try Organization.find(id, tx)
            guard let month = organization.monthToRelease(at: tx.now) else { throw TestFailure("no month") }
            let means = try MonthlyMeans(of: id, month, DiaryDomain.table(tx), tx)
            let tree = try organization.releaseTree(means.domains, month, tx)
            let members = try ReleaseMember.list(
                of: id,
                on: month.dates.upperBound,
                in: organization.zone,
                tree.cohortTree,
                tx
            )
            return [
                "month": .string(month.rawValue),
                "members": .array(members.map { Self.known($0, means[$0.account]) }),
                "units": .array(
                    tree.units.map { unit in
                        [
                            "id": .string(unit.id.key), "kind": .string(unit.id.kind.rawValue),
                            "name": .string(unit.name),
                            "parent": unit.parent.map { .string($0) } ?? .null,
                        ]
                    }
                ),
            ]
        }
    }

    private static func known(_ member: ReleaseMember, _ means: [String: Ratio]?) -> JSONValue {
        var values = JSONObject()
        for (domain, mean) in means ?? [:] {
            values[domain] = .array([.integer(Int64(mean.numerator)), .integer(Int64(mean.denominator))])
        }
        return [
            "id": .string(member.account.description), "unit": .string(member.group.unit.key),
            "site": member.group.site.map { .string($0.key) } ?? .null,
            "values": means == nil ? .null : .object(values),
        ]
    }

    private func answers(_ stage: ReleaseStage) async throws -> JSONValue {
        var answers: [JSONValue] = []
        for (role, person) in [("business_admin", Self.hanna), ("super_admin", .elena), ("user", .anna)] {
            let list = try await stage.get("/releases", as: person)
            let releases = (list["data"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
            let months = ["2026-11", "2026-12"]
            let paths =
                ["/releases", "/domains?quarter=2026-Q4", "/departments?quarter=2026-Q4"]
                + releases.map { "/releases/\($0)" }
                + ["participation", "domains", "departments"].flatMap { report in
                    months.map { "/\(report)?month=\($0)" }
                }
            for path in paths {
                let answer = try await stage.get(path, as: person)
                answers.append([
                    "role": .string(role), "path": .string(path), "status": .integer(Int64(answer.status)),
                    "text": .string(answer.text),
                ])
            }
        }
        return .array(answers)
    }
}
