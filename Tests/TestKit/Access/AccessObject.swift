import Kernel
import Platform

/// One object that the access rules try: its kind, the people who reach it, and how it is made.
///
/// Everyone else of the cast is a stranger to it, unless their role reaches all.
package struct AccessObject: Sendable {
    /// The type in `ID<…>`, as `CAF.ServiceRequest`.
    let entity: String
    let name: String
    let owners: Set<Person>
    /// The permissions that the row is about; nil for all.
    let permissions: Set<Permission>?
    /// Why everyone may name it; nil for what belongs to somebody.
    let openBecause: String?
    let make: @Sendable (World) async throws -> String

    package typealias Make = @Sendable (World) async throws -> String

    /// An object of `owners`, who are also its only readers.
    package init<Entity>(
        _: Entity.Type,
        _ name: String,
        of owners: Person...,
        with permissions: Set<Permission>? = nil,
        make: @escaping Make
    ) {
        self.init(String(reflecting: Entity.self), name, Set(owners), permissions, make: make)
    }

    /// An object that everyone with one of `permissions` may name by design.
    package static func open<Entity>(
        _: Entity.Type,
        to permissions: Set<Permission>? = nil,
        because reason: String,
        make: @escaping Make
    ) -> Self {
        Self(String(reflecting: Entity.self), reason, [], permissions, reason, make: make)
    }

    /// With the name of a type that only its own module knows.
    package init(
        _ entity: String,
        _ name: String,
        _ owners: Set<Person>,
        _ permissions: Set<Permission>? = nil,
        _ openBecause: String? = nil,
        make: @escaping Make
    ) {
        self.entity = entity
        self.name = name
        self.owners = owners
        self.permissions = permissions
        self.openBecause = openBecause
        self.make = make
    }

    func counts(for entity: String, under permission: Permission) -> Bool {
        self.entity == entity && permissions?.contains(permission) != false
    }
}

/// Rows of objects; a group that every product has may stand among them.
@resultBuilder
package enum AccessObjects {
    package static func buildExpression(_ row: AccessObject) -> [AccessObject] { [row] }
    package static func buildExpression(_ rows: [AccessObject]) -> [AccessObject] { rows }
    package static func buildBlock(_ rows: [AccessObject]...) -> [AccessObject] { rows.flatMap { $0 } }
}

extension TestClient {
    /// The identity of the first row of a list.
    package func firstID(at path: String) async throws -> String {
        let answer = try await get(path)
        guard let id = answer["data"]?[0]?["id"]?.stringValue else {
            throw TestFailure("nothing at \(path): \(answer)")
        }
        return id
    }
}

extension TestResponse {
    /// The identity of what was made.
    package var made: String {
        get throws {
            guard status < 300, let id else { throw TestFailure("nothing was made: \(self)") }
            return id
        }
    }

    /// The same, where it is one member of the answer.
    package func made(in member: String) throws -> String {
        guard status < 300, let id = self[member]?["id"]?.stringValue else {
            throw TestFailure("nothing was made: \(self)")
        }
        return id
    }
}

/// The objects of one world, made once and known by their position in the table.
struct MadeObjects: Sendable {
    let rows: [AccessObject]
    private(set) var ids: [String]

    init(_ rows: [AccessObject], in world: World) async throws {
        self.rows = rows
        ids = []
        for row in rows { ids.append(try await Self.make(row, in: world)) }
    }

    /// The positions of the rows for an entity.
    func positions(of entity: String, under permission: Permission) -> [Int] {
        rows.indices.filter { rows[$0].counts(for: entity, under: permission) }
    }

    /// One that `person` may name: their own before what is open to everyone.
    func own(_ entity: String, of person: Person, under permission: Permission) -> Int? {
        let candidates = positions(of: entity, under: permission)
        return candidates.first { rows[$0].owners.contains(person) }
            ?? candidates.first { rows[$0].openBecause != nil }
    }

    mutating func remake(_ position: Int, in world: World) async throws {
        ids[position] = try await Self.make(rows[position], in: world)
    }

    private static func make(_ row: AccessObject, in world: World) async throws -> String {
        do {
            return try await row.make(world)
        } catch {
            throw TestFailure("\(row.entity), \(row.name): \(error)")
        }
    }
}
