import Kernel
import Platform
import Store

/// The units above each department at any time: a department that moves takes its people along.
struct DepartmentHistory: Sendable {
    private let organization: UnitID
    private var parents: [ID<Department>: [(since: CivilDate, parent: ID<Department>?)]] = [:]
    /// The dates on which a department moved.
    private var moves: [CivilDate] = []

    init(
        of id: ID<Organization>,
        in zone: Zone,
        _ tree: CohortTree,
        _ tx: borrowing Tx
    ) throws {
        organization = tree.organization
        var parents = parents
        var moves: Set<CivilDate> = []
        try tx.forEach(
            """
            SELECT p.department_id, p.since, p.parent_id
              FROM department_placement p JOIN department d ON d.id = p.department_id
             WHERE d.organization_id = \(id) ORDER BY p.department_id, p.since
            """
        ) { row in
            let (department, since): (ID<Department>, Instant) = (try row.next(), try row.next())
            let date = zone.civil(since).date
            if parents[department] != nil { moves.insert(date) }
            parents[department, default: []].append((date, try row.next()))
        }
        self.parents = parents
        self.moves = moves.sorted()
    }

    /// The first dates of the spans, from one date to before another, in which no department moved.
    func pieces(from start: CivilDate, to end: CivilDate) -> [CivilDate] {
        [start] + moves.filter { $0 > start && $0 < end }
    }

    /// From the department to the organisation; nil where nothing is known.
    func path(from department: ID<Department>?, on date: CivilDate) -> [UnitID]? {
        var path: [UnitID] = []
        var next = department
        while let department = next {
            guard path.count < 3, let rows = parents[department] else { return nil }
            path.append(UnitID(kind: .department, key: department.description))
            next = (rows.last { $0.since <= date } ?? rows[0]).parent
        }
        return path + [organization]
    }
}
