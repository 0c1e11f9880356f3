import Kernel
import Store
import Web

/// The departments of an organisation, managed by its administrators.
enum Departments {
    // swift-format-ignore
    @RouteTable static var routes: [Route] {
        //      path                                              handler  needs
        Get   ("/organizations/{id}/departments",                 list,    .departmentManage, "List an organization's departments",
               details: "Newest first.")
        Post  ("/organizations/{id}/departments",                 create,  .departmentManage, "Create a department",
               details: "Up to three levels below the organisation, and 200 in all. Departments with the same parent have different names.").idempotent.refuses(.departmentNameTaken, .organizationNotActive)
        Patch ("/organizations/{id}/departments/{departmentId}",  change,  .departmentManage, "Update a department",
               details: "A new parent moves the department with its people and everything below it.").refuses(.departmentNameTaken, .organizationNotActive, .stale)
        Delete("/organizations/{id}/departments/{departmentId}",  delete,  .departmentManage, "Delete a department",
               details: "Only without members, open invitations and departments below it.").refuses(.departmentInUse, .organizationNotActive, .stale)
    }

    static func list(
        _ call: Call,
        id: ID<Organization>,
        page: PageRequest
    ) async throws -> Page<DepartmentView> {
        try await call.db.read { tx in
            let organization = try Organization.find(id, within: call.scope, tx)
            let departments: Page<Department> = try tx.page(
                page,
                Department.rows(of: organization.id),
                order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
            )
            return departments.map(DepartmentView.init)
        }
    }

    static func create(
        _ call: Call,
        id: ID<Organization>,
        body: NewDepartment
    ) async throws -> Created<DepartmentView> {
        try await call.db.write { tx in
            let organization = try Organization.find(id, changing: call, tx)
            let department = try DepartmentTree(of: organization.id, tx)
                .adding(body.name, under: body.parentId, of: organization.id, tx)
            try department.insert(tx)
            try Audit.record(
                OrganizationAction.createDepartment,
                of: Department.kind,
                department.id.cast(),
                by: call.actor,
                tx
            )
            let path = "/organizations/\(organization.id)/departments/\(department.id)"
            return Created(DepartmentView(department), at: path, version: department.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Organization>,
        departmentId: ID<Department>,
        match: IfMatch?,
        body: DepartmentChanges
    ) async throws -> Versioned<DepartmentView> {
        try await call.db.write { tx in
            let organization = try Organization.find(id, changing: call, tx)
            let department = try Department.find(departmentId, in: organization.id, tx)
            try match?.check(department.version)
            let parent = body.parentId.applied(to: department.parent)
            let changed = try DepartmentTree(of: organization.id, tx)
                .changing(department, name: body.name ?? department.name, under: parent)
            for department in changed { try department.save(tx) }
            if parent != department.parent { try changed.first?.recordPlace(tx) }
            try Audit.record(
                OrganizationAction.changeDepartment,
                of: Department.kind,
                department.id.cast(),
                by: call.actor,
                tx
            )
            let saved = try Department.find(departmentId, in: organization.id, tx)
            return Versioned(DepartmentView(saved), version: saved.version)
        }
    }

    static func delete(
        _ call: Call,
        id: ID<Organization>,
        departmentId: ID<Department>,
        match: IfMatch?
    ) async throws -> NoContent {
        try await call.db.write { tx in
            let organization = try Organization.find(id, changing: call, tx)
            let department = try Department.find(departmentId, in: organization.id, tx)
            try match?.check(department.version)
            try DepartmentUse(of: department, tx).checkNone()
            try department.delete(tx)
            try Audit.record(
                OrganizationAction.deleteDepartment,
                of: Department.kind,
                department.id.cast(),
                by: call.actor,
                tx
            )
        }
        return NoContent()
    }
}

/// The reasons not to delete a department.
private struct DepartmentUse {
    let members: Int
    let invitations: Int
    let children: Int

    init(of department: Department, _ tx: borrowing Tx) throws {
        let id = department.id
        members = try Self.count("membership WHERE department_id = \(id) AND state <> 'left'", tx)
        invitations = try Self.count(
            "organization_invitation WHERE department_id = \(id) AND state = 'open' AND expires_at > \(tx.now)",
            tx
        )
        children = try Self.count("department WHERE parent_id = \(id) AND deleted_at IS NULL", tx)
    }

    private static func count(_ rows: SQL, _ tx: borrowing Tx) throws -> Int {
        try tx.value("SELECT COUNT(*) FROM \(rows)") ?? 0
    }

    func checkNone() throws {
        guard members + invitations + children > 0 else { return }
        throw Problem(
            .departmentInUse,
            extras: [
                "members": .integer(Int64(members)), "invitations": .integer(Int64(invitations)),
                "children": .integer(Int64(children)),
            ]
        )
    }
}

/// A department to create.
struct NewDepartment: Body {
    /// Unique among the departments with the same parent.
    var name: Line<1, 120>
    /// The department above; directly below the organisation when absent.
    var parentId: ID<Department>?
}

/// Changes of a department; absent members stay as they are.
struct DepartmentChanges: Body, MergePatch {
    /// Unique among the departments with the same parent.
    var name: Line<1, 120>?
    /// The department above; null moves it directly below the organisation.
    var parentId: Change<ID<Department>>
}

/// A department of an organisation.
struct DepartmentView: View {
    var id: ID<Department>
    /// The name for people.
    var name: String
    /// The department above; absent directly below the organisation.
    var parentId: ID<Department>?
    /// The level below the organisation, from 1 to 3.
    var depth: Int
    /// Raised by one with each change; expected in `If-Match`.
    var version: Int

    init(_ department: Department) {
        id = department.id
        name = department.name.rawValue
        parentId = department.parent
        depth = department.depth
        version = department.version
    }
}
