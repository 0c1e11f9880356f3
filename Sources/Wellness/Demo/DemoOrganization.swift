import Kernel
import Platform
import Store

/// An organisation of the demo with its departments and people, as if it had been in use for a year.
struct DemoOrganization: Sendable {
    let name: String
    var zone = Zone.rome
    var sites: [(key: String, name: String)] = []
    /// The departments, parents first.
    var departments: [(name: String, parent: String?)] = []
    var seats = 100
    let people: [DemoPerson]

    /// How long its people have been members.
    static let age = Duration.days(365)

    /// Writes the organisation; the accounts by the address of their person.
    func found(with password: HashedPassword, at site: Site, _ tx: borrowing Tx) throws -> [String: Account] {
        let since = tx.now - Self.age
        let organization = tx.newID(of: Organization.self)
        try insert(organization, since: since, tx)
        let departments = try insertDepartments(of: organization, since: since, tx)
        var accounts: [String: Account] = [:]
        for person in people {
            let account = try person.enrol(with: password, at: site, tx)
            let department = person.department.flatMap { departments[$0] }
            try Self.join(
                account.id,
                as: person.role,
                organization,
                department,
                person.site,
                invited: person.email,
                since: since,
                tx
            )
            accounts[person.email] = account
        }
        return accounts
    }

    private func insert(_ id: ID<Organization>, since: Instant, _ tx: borrowing Tx) throws {
        let sites = sites.map { JSONValue.object(["key": .string($0.key), "name": .string($0.name)]) }
        try tx.execute(
            """
            INSERT INTO organization (id, name, search_text, zone, sites, state, created_at, updated_at, version)
            VALUES (\(id), \(name), \(SearchText.stored([name])), \(zone), \(json: sites), 'active', \(since), \(since), 1)
            """
        )
        try tx.execute(
            """
            INSERT INTO organization_subscription (id, organization_id, plan, seats, state, period_end, created_at, updated_at, version)
            VALUES (\(tx.newID(of: DemoOrganization.self)), \(id), 'team', \(seats), 'active', \(tx.now + .days(120)), \(since), \(since), 1)
            """
        )
    }

    private func insertDepartments(
        of organization: ID<Organization>,
        since: Instant,
        _ tx: borrowing Tx
    ) throws -> [String: ID<Department>] {
        var made: [String: ID<Department>] = [:]
        var depths: [String: Int] = [:]
        for (name, parent) in departments {
            let id = tx.newID(of: Department.self)
            let depth = (parent.flatMap { depths[$0] } ?? 0) + 1
            let above = parent.flatMap { made[$0] }
            try tx.execute(
                """
                INSERT INTO department (id, organization_id, parent_id, name, depth, created_at, updated_at, version)
                VALUES (\(id), \(organization), \(above), \(name), \(depth), \(since), \(since), 1)
                """
            )
            try tx.execute(
                """
                INSERT INTO department_placement (department_id, parent_id, since) VALUES (\(id), \(above), \(since))
                """
            )
            (made[name], depths[name]) = (id, depth)
        }
        return made
    }

    /// Makes an account a member since then.
    static func join(
        _ account: ID<Account>,
        as role: Role,
        _ organization: ID<Organization>,
        _ department: ID<Department>?,
        _ place: String?,
        invited email: String,
        since: Instant,
        _ tx: borrowing Tx
    ) throws {
        let membership = tx.newID(of: Membership.self)
        try tx.execute(
            """
            INSERT INTO membership (id, account_id, organization_id, department_id, site, state, invited_email,
                                    joined_at, updated_at, version)
            VALUES (\(membership), \(account), \(organization), \(department), \(place), 'active', \(email),
                    \(since), \(since), 1)
            """
        )
        try tx.execute(
            """
            INSERT INTO membership_placement (id, membership_id, department_id, site, state, role, since)
            VALUES (\(tx.newID(of: DemoOrganization.self)), \(membership), \(department), \(place), 'active',
                    \(role.name), \(since))
            """
        )
    }
}
