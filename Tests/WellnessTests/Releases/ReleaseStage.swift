import Kernel
import Platform
import Store
import TestKit

@testable import Wellness

/// Aurora with many people and their diaries, whose months end when the test says so.
///
/// Diaries are written straight into their table: thousands of entries through HTTP would take minutes.
struct ReleaseStage: Sendable {
    let world: World
    /// The organisation of Bruno.
    let organization: ID<Organization>

    /// November is the first month that ends.
    static func open() async throws -> ReleaseStage {
        let world = try await cast()
        return ReleaseStage(world: world, organization: ID(unchecked: try await world.organization("Aurora")))
    }

    var path: String { "/api/v1/organizations/\(organization)/reports" }

    func get(_ path: String, as person: Person = .bruno) async throws -> TestResponse {
        try await world.as(person).get(self.path + path)
    }

    /// Members for a year, who all score the same share of every scale on some days of November.
    @discardableResult
    func people(
        _ count: Int,
        _ name: String,
        in department: String? = nil,
        at place: String? = nil,
        percent: Int = 60,
        days: Int = 5
    ) async throws -> [ID<Account>] {
        let unit: ID<Department>? =
            if let department { ID(unchecked: try await world.department(department)) } else { nil }
        let password = try await DemoPerson.password(at: world.site)
        let (site, organization) = (world.site, organization)
        return try await world.db.write { tx in
            var accounts: [ID<Account>] = []
            for number in 0..<count {
                let email = "\(name)\(number)@example.com"
                let person = DemoPerson(email: email, firstName: name, lastName: "Test")
                let account = try person.enrol(with: password, at: site, tx).id
                try DemoOrganization.join(
                    account,
                    as: .user,
                    organization,
                    unit,
                    place,
                    invited: email,
                    since: tx.now - DemoOrganization.age,
                    tx
                )
                accounts.append(account)
                try Self.write(account, percent, Self.november(days), tx)
            }
            return accounts
        }
    }

    static func november(_ days: Int) -> [CivilDate] { (0..<days).map { .placeholder(2026, 11, 3 + $0) } }

    static func write(
        _ account: ID<Account>,
        _ percent: Int,
        _ dates: [CivilDate],
        _ tx: borrowing Tx
    ) throws {
        var sequence = try DiaryHead.locked(of: account, tx).seq
        let table = try DiaryDomain.table(tx)
        for date in dates {
            for domain in table.active(on: date) {
                sequence += 1
                let steps = (domain.hi - domain.lo) / domain.step
                let share = domain.direction == .up ? percent : 100 - percent
                try insert(
                    account,
                    domain.key,
                    date,
                    domain.lo + (steps * share + 50) / 100 * domain.step,
                    sequence,
                    tx
                )
            }
        }
        try tx.execute("UPDATE wellness_diary SET seq = \(sequence) WHERE account_id = \(account)")
    }

    static func insert(
        _ account: ID<Account>,
        _ domain: String,
        _ date: CivilDate,
        _ score: Int,
        _ sequence: Int,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO wellness_log (id, account_id, domain, local_date, zone, score, score_op, score_stamp, seq,
                                      created_at, updated_at, version)
            VALUES (\(tx.newID(of: ReleaseStage.self)), \(account), \(domain), \(date), 'Europe/Rome', \(score),
                    \("\(domain)-\(date)"), \(tx.now), \(sequence), \(tx.now), \(tx.now), 1)
            """
        )
    }

    /// Six o'clock in Rome on the first day of the month after November, or some months later.
    func firstOfMonth(after months: Int = 1) {
        let date: CivilDate = .placeholder(2026 + (10 + months) / 12, (10 + months) % 12 + 1, 1)
        world.clock.set(to: Zone.rome.instant(of: date, at: LocalTime(6, 0) ?? .midnight) + .seconds(1))
    }

    /// Lets a month end and its release be made; the release.
    @discardableResult
    func freeze(after months: Int = 1) async throws -> ID<Release> {
        firstOfMonth(after: months)
        try await world.tick()
        let newest = try await world.db.read { tx in
            try FrozenRelease.newest(of: organization, tx)
        }
        guard let newest else { throw TestFailure("no release") }
        return newest.id
    }

    /// Releases are frozen while people sleep; messages wait.
    func endQuietHours() async throws {
        world.clock.advance(by: .hours(2))
        try await world.runJobs()
    }

    func count(_ sql: SQL) async throws -> Int {
        try await world.number(of: sql)
    }

    func change(_ statements: SQL...) async throws {
        try await world.db.write { tx in for statement in statements { try tx.execute(statement) } }
    }
}

extension CivilDate {
    static func placeholder(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        CivilDate(year, month, day) ?? .placeholder
    }
}

extension ID {
    init(unchecked text: String) {
        self = Self(text) ?? Self(raw: 0)
    }
}
