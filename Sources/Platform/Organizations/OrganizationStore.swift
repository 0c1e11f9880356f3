import Kernel
import Store

extension Organization: Scoped {
    package static let visibility = Visibility(areas: [.organization: Area.organization.of("o.id")])

    package static func find(_ id: ID<Organization>, _ tx: borrowing Tx) throws -> Organization {
        try tx.one("SELECT \(columns) FROM organization o WHERE o.id = \(id)")
    }

    package static func find(
        _ id: ID<Organization>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> Organization {
        try tx.one("SELECT \(columns) FROM organization o WHERE o.id = \(id) AND \(visible(to: scope))")
    }

    /// Finds an organisation to change; ``checkOpen(to:)`` may refuse.
    package static func find(
        _ id: ID<Organization>,
        changing call: Call,
        _ tx: borrowing Tx
    ) throws -> Organization {
        let organization = try find(id, within: call.scope, tx)
        try organization.checkOpen(to: call)
        return organization
    }

    static func insert(_ new: NewOrganization, by actor: Actor, _ tx: borrowing Tx) throws -> Organization {
        let id = tx.newID(of: Organization.self)
        try tx.execute(
            """
            INSERT INTO organization (id, name, search_text, zone, sites, state, created_at, updated_at, version)
            VALUES (\(id), \(new.name), \(searchText(new.name)), \(new.zone), \(json: new.sites ?? []), \(Status.draft),
                    \(tx.now), \(tx.now), 1)
            """
        )
        try Audit.record(OrganizationAction.create, of: kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }

    /// Fails with ``Problem/Code/stale`` when someone else changed it first.
    func save(by actor: Actor, _ tx: borrowing Tx) throws -> Organization {
        try tx.changeOne(
            """
            UPDATE organization
               SET name = \(name), search_text = \(Self.searchText(name)), zone = \(zone), sites = \(json: sites),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Audit.record(OrganizationAction.change, of: Self.kind, id.cast(), by: actor, tx)
        return try Self.find(id, tx)
    }

    private static func searchText(_ name: Line<1, 120>) -> String { SearchText.stored([name.rawValue]) }

    static let searched = SearchedTable("organization", key: "id", columns: "name") { row in
        searchText(try row.next())
    }
}

extension Organization {
    /// Refuses changes by the organisation's own administrators while it is suspended or closing.
    ///
    /// The site's administrators may repair it before they resume it. Nobody can change a closed organisation.
    func checkOpen(to call: Call) throws {
        let isOpen = [.draft, .active].contains(status) || (status != .closed && call.scope.reach == .all)
        guard isOpen else { throw notActive }
    }

    /// Refuses invitations, newcomers and returning members, who take seats, unless the organisation is active or a draft.
    func checkTakesMembers() throws {
        guard [.draft, .active].contains(status) else { throw notActive }
    }

    private var notActive: Problem {
        Problem(.organizationNotActive, extras: ["state": .string(status.rawValue)])
    }

    /// Refused with 422 at `pointer` when the organisation has no such site.
    func check(_ site: Line<1, 40>?, at pointer: String = "/site") throws {
        guard let site, !sites.contains(where: { $0.key == site }) else { return }
        throw Problem(.invalid, faults: [.init(pointer, .unknownSite)])
    }
}
