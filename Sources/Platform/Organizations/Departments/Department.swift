import Kernel
import Store

/// A part of an organisation, one to three levels below it.
///
/// A deleted department keeps its row, because the history of memberships refers to it.
package struct Department: Sendable {
    package let id: ID<Department>
    package let organization: ID<Organization>
    package internal(set) var parent: ID<Department>?
    package internal(set) var name: Line<1, 120>
    /// 1 directly below the organisation.
    package internal(set) var depth: Int
    package let createdAt: Instant
    package let version: Int

    package static let kind = "department"
    static let deepest = 3
    static let most = 200
}

extension Department: Record {
    package static let columns: SQL =
        "d.id, d.organization_id, d.parent_id, d.name, d.depth, d.created_at, d.version"

    package init(_ row: inout Row) throws {
        id = try row.next()
        organization = try row.next()
        parent = try row.next()
        name = try row.next()
        depth = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }

    static func rows(of organization: ID<Organization>) -> SQL {
        """
        SELECT \(columns) FROM department d WHERE d.organization_id = \(organization) AND d.deleted_at IS NULL
        """
    }

    static func find(
        _ id: ID<Department>,
        in organization: ID<Organization>,
        _ tx: borrowing Tx
    ) throws -> Department {
        try tx.one("\(rows(of: organization)) AND d.id = \(id)")
    }

    /// Refused with 422 at `pointer` when the organisation has no such department.
    static func check(
        _ id: ID<Department>?,
        in organization: ID<Organization>,
        at pointer: String = "/department_id",
        _ tx: borrowing Tx
    ) throws {
        guard let id, try !tx.exists("\(rows(of: organization)) AND d.id = \(id)") else { return }
        throw Problem(.invalid, faults: [.init(pointer, .unknownDepartment)])
    }
}

extension Department {
    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO department (id, organization_id, parent_id, name, depth, created_at, updated_at, version)
            VALUES (\(id), \(organization), \(parent), \(name), \(depth), \(tx.now), \(tx.now), 1)
            """
        )
        try recordPlace(tx)
    }

    func save(_ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE department
               SET parent_id = \(parent), name = \(name), depth = \(depth), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
    }

    /// Records that the department belongs below this parent from now on, with all its people.
    func recordPlace(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO department_placement (department_id, parent_id, since) VALUES (\(id), \(parent), \(tx.now))
            ON CONFLICT (department_id, since) DO UPDATE SET parent_id = excluded.parent_id
            """
        )
    }

    func delete(_ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE department SET deleted_at = \(tx.now), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
    }
}
