import Kernel
import Platform
import Store
import Web

/// The route of adoption, for super administrators.
enum Adoption {
    static let routes = rows.tagged("Administration")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                           handler  needs
        Get("/admin/analytics/adoption",  show,    .analyticsRead, "Get the adoption of the platform",
            details: "Organisations, accounts, seats and invitations are counted now. Everything about diaries comes from frozen releases: there is no live figure about them.")
    }

    static func show(_ call: Call) async throws -> AdoptionView {
        try await call.db.read { tx in
            var view = try AdoptionView(counting: tx)
            try view.addReleases(tx)
            return view
        }
    }
}

/// The use of the platform: exact numbers of its own records, and figures of frozen releases.
struct AdoptionView: View {
    /// Organisations by state.
    var organizations: [String: Int]
    /// Accounts that are not deleted.
    var accounts: Int
    /// Seats of all subscriptions.
    var seats: Int
    /// Seats in use: active memberships and open invitations.
    var used: Int
    /// Invitations by state.
    var invitations: [String: Int]
    /// The newest month with releases; absent before the first.
    var month: CalendarMonth?
    /// The organisations with a release of the month by the band of their participation, or `suppressed`.
    var participation: [String: Int] = [:]
    /// The mean of the organisations' figures of the month in each domain, of three values at least.
    var domains: [String: CellView] = [:]
}

extension AdoptionView {
    /// Counts the records of organisations.
    fileprivate init(counting tx: borrowing Tx) throws {
        let invitations = try Self.counts(
            """
            SELECT CASE WHEN i.state = 'open' AND i.expires_at <= \(tx.now) THEN 'expired' ELSE i.state END AS state,
                   COUNT(*)
              FROM organization_invitation i GROUP BY 1
            """,
            tx
        )
        self.invitations = invitations
        organizations = try Self.counts("SELECT o.state, COUNT(*) FROM organization o GROUP BY o.state", tx)
        accounts = try Self.number(
            "SELECT COUNT(*) FROM account a WHERE a.state <> \(Account.State.deleted)",
            tx
        )
        seats = try Self.number("SELECT \(SQL.sum(of: "s.seats")) FROM organization_subscription s", tx)
        let members = try Self.number("SELECT COUNT(*) FROM membership m WHERE m.state = 'active'", tx)
        used = members + invitations["open", default: 0]
    }

    private static func number(_ sql: SQL, _ tx: borrowing Tx) throws -> Int {
        try tx.value(sql, as: Int.self) ?? 0
    }

    private static func counts(_ sql: SQL, _ tx: borrowing Tx) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try tx.forEach(sql) { counts[try $0.next(String.self)] = try $0.next(Int.self) }
        return counts
    }

    /// Reads the views over frozen cells.
    fileprivate mutating func addReleases(_ tx: borrowing Tx) throws {
        let newest = try tx.value(
            "SELECT MAX(v.month) FROM org_release_view v WHERE v.state = 'frozen'",
            as: CalendarMonth.self
        )
        guard let newest else { return }
        month = newest
        participation = try Self.counts(
            """
            SELECT COALESCE(p.band, p.shown), COUNT(*) FROM org_participation_view p
             WHERE p.month = \(newest) AND p.unit_kind = 'organization' GROUP BY 1
            """,
            tx
        )
        var cells: [String: [ReleaseCell]] = [:]
        try tx.forEach(
            """
            SELECT c.domain, c.shown, c.value, c.band FROM org_domain_scores_view c
             WHERE c.month = \(newest) AND c.unit_kind = 'organization' AND c.figure = 'domain'
            """
        ) { row in
            let domain = try row.next(String.self)
            cells[domain, default: []].append(try ReleaseCell(&row))
        }
        let table = try DiaryDomain.table(tx)
        for (domain, cells) in cells {
            let bands = table.row(domain, on: newest.dates.upperBound)?.bands ?? .standard
            domains[domain] = CellView(.platform(cells, bands))
        }
    }
}
