import Kernel

/// Role × permission → reach, as a table.
package struct AccessMatrix: Sendable {
    /// The roles of people.
    package let roles: [Role]
    package let grants: [Grant]
    /// The area of each role that reaches one.
    private let areas: [Role: Area]
    /// The roles of programs.
    package let programs: [ProgramRole]
    private let reaches: [Permission: [Role: Reach]]

    package init(
        roles: Role...,
        areas: [Role: Area] = [:],
        programs: [ProgramRole] = [],
        @AccessTable grants: () -> [Grant]
    ) {
        self.init(roles: roles, areas: areas, programs: programs, grants: grants())
    }

    init(roles: [Role], areas: [Role: Area] = [:], programs: [ProgramRole] = [], grants: [Grant]) {
        self.roles = roles
        self.areas = areas
        self.programs = programs
        self.grants = grants
        var reaches = Dictionary(
            grants.map { ($0.permission, Dictionary(uniqueKeysWithValues: zip(roles, $0.reaches))) },
            uniquingKeysWith: { first, _ in first }
        )
        for program in programs {
            for permission in program.permissions { reaches[permission, default: [:]][program.role] = .all }
        }
        self.reaches = reaches
    }

    /// How far `role` reaches with `permission`.
    ///
    /// The system itself reaches everything.
    package func reach(of role: Role, _ permission: Permission) -> Reach {
        role == .system ? .all : reaches[permission]?[role] ?? .none
    }

    package func area(of role: Role) -> Area? { areas[role] }

    /// The permissions of `role`, in the order of the table.
    package func permissions(of role: Role) -> [(permission: Permission, reach: Reach)] {
        grants.map { ($0.permission, reach(of: role, $0.permission)) }.filter { $0.reach != .none }
    }

    package func adding(_ more: [Grant]) -> Self {
        Self(roles: roles, areas: areas, programs: programs, grants: grants + more)
    }

    package func isForPrograms(_ role: Role) -> Bool {
        programs.contains { $0.role == role }
    }

    /// The faults of the table itself; empty when it is sound.
    ///
    /// Rows of the wrong width, permissions granted twice, roles with the reach `area` but no area, and programs that
    /// share a role with people or hold a permission that no person holds.
    package var flaws: [String] {
        let narrow = grants.filter { $0.reaches.count != roles.count }.map {
            "\($0.permission): one reach per role"
        }
        let twice = Dictionary(grouping: grants, by: \.permission).filter { $0.value.count > 1 }
        let homeless = roles.filter { role in
            areas[role] == nil && permissions(of: role).contains { $0.reach == .area }
        }
        let known = Set(grants.map(\.permission))
        let strange = programs.flatMap { program in
            program.permissions.filter { !known.contains($0) }.map { "\(program.role): nobody may \($0)" }
                + (roles.contains(program.role) ? ["\(program.role): a role of people"] : [])
        }
        return narrow + twice.keys.map { "\($0): granted twice" } + homeless.map { "\($0): has no area" }
            + strange
    }
}

/// One row of the matrix: a permission and its reach for each role, in the order of the roles.
package struct Grant: Sendable {
    package let permission: Permission
    package let reaches: [Reach]

    package init(_ permission: Permission, _ reaches: Reach...) {
        self.permission = permission
        self.reaches = reaches
    }

    /// The same reach for every one of `roles`.
    package static func everyone(_ permission: Permission, _ reach: Reach, of roles: [Role]) -> Grant {
        Grant(permission, each: roles.map { _ in reach })
    }

    package init(_ permission: Permission, each reaches: [Reach]) {
        self.permission = permission
        self.reaches = reaches
    }
}

@resultBuilder
package enum AccessTable {
    package static func buildBlock(_ rows: Grant...) -> [Grant] { rows }
}
