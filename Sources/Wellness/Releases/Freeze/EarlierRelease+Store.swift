import Kernel
import Platform
import Store

extension EarlierRelease {
    /// The releases of earlier months, withdrawn or not, as far as the next one is compared with them.
    ///
    /// A cell is compared with the newest release that showed it, so few releases need their members.
    static func list(
        of organization: ID<Organization>,
        before month: CalendarMonth,
        _ tx: borrowing Tx
    ) throws -> [EarlierRelease] {
        let releases: [Stored] = try tx.all(
            """
            SELECT r.id, r.month, r.tree FROM release r
             WHERE r.organization_id = \(organization) AND r.month < \(month) AND r.frozen_at IS NOT NULL
             ORDER BY r.month DESC
            """
        )
        var seen: Set<CellID> = []
        var earlier: [EarlierRelease] = []
        for release in releases {
            let shown = try shown(in: release.id, tx).subtracting(seen)
            guard !shown.isEmpty else { continue }
            seen.formUnion(shown)
            earlier.append(
                EarlierRelease(
                    month: release.month,
                    tree: release.tree.cohortTree,
                    members: try members(of: release, tx),
                    shown: shown
                )
            )
        }
        return earlier
    }

    private struct Stored: RowDecodable {
        let id: ID<Release>
        let month: CalendarMonth
        let tree: ReleaseTree

        init(_ row: inout Row) throws {
            id = try row.next()
            month = try row.next()
            tree = try row.json()
        }
    }

    private static func shown(in release: ID<Release>, _ tx: borrowing Tx) throws -> Set<CellID> {
        var shown: Set<CellID> = []
        try tx.forEach(
            """
            SELECT c.unit_kind, c.unit_id, c.domain FROM release_cell c
             WHERE c.release_id = \(release) AND c.figure <> 'total' AND c.shown <> 'suppressed'
            """
        ) { row in
            let unit = UnitID(kind: try row.next(), key: try row.next())
            let domain = try row.next(String.self)
            shown.insert(CellID(unit: unit, figure: domain.isEmpty ? .participation : .domain(domain)))
        }
        return shown
    }

    private static func members(of release: Stored, _ tx: borrowing Tx) throws -> [Member] {
        var members: [Member] = []
        try tx.forEach(
            """
            SELECT m.pseudonym, m.department_id, m.site, m.contributed FROM release_member m
             WHERE m.release_id = \(release.id)
            """
        ) { row in
            let pseudonym = Pseudonym(text: try row.next())
            let unit = release.tree.unit(of: try row.next())
            let site = try row.next(String?.self).map { UnitID(kind: .site, key: $0) }
            members.append(
                Member(
                    pseudonym: pseudonym,
                    group: GroupKey(unit: unit, site: site),
                    contributed: try row.next()
                )
            )
        }
        return members
    }
}
