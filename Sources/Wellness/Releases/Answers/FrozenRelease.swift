import Kernel
import Platform
import Store

/// A release as organisations see it: read from the views over frozen cells, and from nothing else.
struct FrozenRelease: Sendable {
    let id: ID<Release>
    let organization: ID<Organization>
    let month: CalendarMonth
    let status: Release.Status
    /// The reason of its withdrawal.
    let reason: String?
    let policy: ReportPolicy
    let tree: ReleaseTree
    let frozenAt: Instant
    let version: Int
}

extension FrozenRelease: Record, Scoped {
    static let columns: SQL =
        """
        v.id, v.organization_id, v.month, v.state, v.state_reason, v.k_scores, v.k_participation, v.policy_since, v.tree,
        v.frozen_at, v.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        organization = try row.next()
        month = try row.next()
        status = try row.next()
        reason = try row.next()
        policy = try ReportPolicy(&row)
        tree = try row.json()
        frozenAt = try row.next()
        version = try row.next()
    }

    static let visibility = Visibility(areas: [.organization: Area.organization.of("v.organization_id")])

    /// The release of the organisation, withdrawn or not.
    static func find(
        _ id: ID<Release>,
        of organization: ID<Organization>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> FrozenRelease {
        try tx.one(
            """
            SELECT \(columns) FROM org_release_view v
             WHERE v.id = \(id) AND v.organization_id = \(organization) AND \(visible(to: scope))
            """
        )
    }

    /// The release itself; refused when its figures are hidden.
    func shown() throws(Problem) -> FrozenRelease {
        guard status == .frozen else { throw Problem(.releaseWithdrawn) }
        return self
    }

    /// The releases of some months, withdrawn or not, newest first.
    static func list(
        of organization: ID<Organization>,
        _ months: [CalendarMonth],
        _ tx: borrowing Tx
    ) throws -> [FrozenRelease] {
        try tx.all(
            """
            SELECT \(columns) FROM org_release_view v
             WHERE v.organization_id = \(organization) AND v.month \(in: months) ORDER BY v.month DESC
            """
        )
    }

    /// The newest release with figures to show.
    static func newest(of organization: ID<Organization>, _ tx: borrowing Tx) throws -> FrozenRelease? {
        try tx.first(
            """
            SELECT \(columns) FROM org_release_view v
             WHERE v.organization_id = \(organization) AND v.state = \(Release.Status.frozen)
             ORDER BY v.month DESC LIMIT 1
            """
        )
    }
}
