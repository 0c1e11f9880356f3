import Kernel
import Platform
import Store

/// A person's membership in an organisation at the end of a month.
struct ReleaseMember: Sendable {
    let account: ID<Account>
    let group: GroupKey
}

extension ReleaseMember {
    /// The members of a month: active on its last date for long enough, and no administrators.
    static func list(
        of organization: ID<Organization>,
        on date: CivilDate,
        in zone: Zone,
        _ tree: CohortTree,
        _ tx: borrowing Tx
    ) throws -> [ReleaseMember] {
        let end = zone.instant(of: date + 1, at: .midnight)
        let departments = try DepartmentHistory(of: organization, in: zone, tree, tx)
        var reading = MembershipReading()
        var members: [ReleaseMember] = []
        func close() {
            guard let account = reading.account,
                let history = PlacementStep.history(reading.steps, in: zone, to: date, departments),
                let group = tree.group(of: history, on: date)
            else { return }
            members.append(ReleaseMember(account: account, group: group))
        }
        try tx.forEach(
            """
            SELECT m.account_id, m.id, \(PlacementStep.columns)
              FROM membership m JOIN membership_placement p ON p.membership_id = m.id
             WHERE m.organization_id = \(organization) AND p.since < \(end)
             ORDER BY m.id, p.since, p.id
            """
        ) { row in
            let (account, membership): (ID<Account>, ID<Membership>) = (try row.next(), try row.next())
            if reading.membership != membership {
                close()
                reading = MembershipReading(account: account, membership: membership)
            }
            reading.steps.append(try PlacementStep(&row))
        }
        close()
        return members
    }
}

/// The membership whose rows are being read, with the steps so far.
private struct MembershipReading {
    var account: ID<Account>?
    var membership: ID<Membership>?
    var steps: [PlacementStep] = []
}

/// A membership from one moment on.
struct PlacementStep: Record, Sendable {
    let since: Instant
    let isActive: Bool
    let role: Role
    let department: ID<Department>?
    let site: String?

    static let columns: SQL = "p.since, p.state, p.role, p.department_id, p.site"

    init(_ row: inout Row) throws {
        since = try row.next()
        isActive = try row.next(String.self) == "active"
        role = Role(try row.next(String.self))
        department = try row.next()
        site = try row.next()
    }

    /// The history of a membership that its last step leaves active; nil for others and for administrators.
    static func history(
        _ steps: [PlacementStep],
        in zone: Zone,
        to end: CivilDate,
        _ departments: DepartmentHistory
    ) -> MembershipHistory? {
        guard let last = steps.last, last.isActive, last.role == .user else { return nil }
        let active = Array(steps.reversed().prefix(while: \.isActive).reversed())
        let dates = active.map { zone.civil($0.since).date }
        let stays = zip(active, zip(dates, dates.dropFirst() + [end + 1])).flatMap { step, dates in
            departments.pieces(from: dates.0, to: dates.1).map { date in
                MembershipHistory.Stay(
                    since: date,
                    department: step.department?.description,
                    site: step.site,
                    path: departments.path(from: step.department, on: date)
                )
            }
        }
        return MembershipHistory(activeSince: dates[0], stays: stays)
    }
}
