import Kernel
import Store

/// The departments of one organisation; at most ``Department/most``, so all are read.
struct DepartmentTree: Sendable {
    private let byID: [ID<Department>: Department]

    init(of organization: ID<Organization>, _ tx: borrowing Tx) throws {
        let all: [Department] = try tx.all(Department.rows(of: organization))
        byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
    }

    /// A new department with its depth; refused beyond the limits of number and depth.
    func adding(
        _ name: Line<1, 120>,
        under parent: ID<Department>?,
        of organization: ID<Organization>,
        _ tx: borrowing Tx
    ) throws -> Department {
        guard byID.count < Department.most else {
            throw Problem(.invalid, faults: [.init("", .tooManyDepartments)])
        }
        let depth = try self.depth(under: parent)
        guard depth <= Department.deepest else { throw Self.tooDeep }
        try checkName(name, under: parent, beside: nil)
        return Department(
            id: tx.newID(of: Department.self),
            organization: organization,
            parent: parent,
            name: name,
            depth: depth,
            createdAt: tx.now,
            version: 1
        )
    }

    /// The department and, after a move, all below it, as they will be.
    func changing(
        _ department: Department,
        name: Line<1, 120>,
        under parent: ID<Department>?
    ) throws -> [Department] {
        let below = self.below(department.id)
        if let parent, parent == department.id || below.contains(where: { $0.id == parent }) {
            throw Problem(.invalid, faults: [.init("/parent_id", .departmentUnderItself)])
        }
        let change = try depth(under: parent) - department.depth
        let deepest = ([department] + below).map(\.depth).max() ?? department.depth
        guard deepest + change <= Department.deepest else { throw Self.tooDeep }
        try checkName(name, under: parent, beside: department.id)
        var moved = department
        moved.name = name
        moved.parent = parent
        moved.depth += change
        guard change != 0 else { return [moved] }
        return [moved]
            + below.map { department in
                var department = department
                department.depth += change
                return department
            }
    }

    func children(of department: ID<Department>) -> [Department] {
        byID.values.filter { $0.parent == department }
    }

    private func below(_ department: ID<Department>) -> [Department] {
        children(of: department).flatMap { [$0] + below($0.id) }
    }

    private func depth(under parent: ID<Department>?) throws -> Int {
        guard let parent else { return 1 }
        guard let above = byID[parent] else {
            throw Problem(.invalid, faults: [.init("/parent_id", .unknownDepartment)])
        }
        return above.depth + 1
    }

    /// Departments with the same parent have different names, regardless of capital letters.
    private func checkName(
        _ name: Line<1, 120>,
        under parent: ID<Department>?,
        beside own: ID<Department>?
    ) throws {
        let key = name.rawValue.lowercased()
        let isTaken = byID.values.contains {
            $0.parent == parent && $0.id != own && $0.name.rawValue.lowercased() == key
        }
        if isTaken { throw Problem(.departmentNameTaken, extras: ["pointer": "/name"]) }
    }

    private static let tooDeep = Problem(.invalid, faults: [.init("/parent_id", .departmentTooDeep)])
}
