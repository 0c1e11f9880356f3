import Kernel
import Store
import Web

/// A group of a product's people, with the operations that list, show and manage them.
///
/// A product defines the row that it keeps of a person, the views of a list and of one person, and its own filters;
/// these are the handlers of its route table. Each reaches the people that the route's permission reaches; others are
/// not found.
package protocol People: Sendable {
    associatedtype Filter: PeopleFilter
    associatedtype Summary: View
    associatedtype Detail: View

    typealias Person = User<Filter.Profile>

    /// The roles of the group; nil for everybody.
    static var roles: [Role]? { get }

    static func summaries(of users: [Person], for call: Call, _ tx: borrowing Tx) throws -> [Summary]
    static func detail(of user: Person, for call: Call, _ tx: borrowing Tx) throws -> Detail
}

extension People {
    @inlinable package static var roles: [Role]? { nil }

    @inlinable package static func list(
        _ call: Call,
        filter: Filter,
        page: PageRequest
    ) async throws -> Page<Summary> {
        try await call.db.read { tx in
            let users: Page<Person> = try tx.page(
                page,
                Person.query(where: reached(by: call) + filter.conditions),
                order: filter.order
            )
            return Page(try summaries(of: users.data, for: call, tx), next: users.next, total: users.total)
        }
    }

    @inlinable package static func show(_ call: Call, id: ID<Account>) async throws -> Versioned<Detail> {
        try await call.db.read { tx in try versioned(find(id, for: call, tx), for: call, tx) }
    }

    package static func activate(_ call: Call, id: ID<Account>) async throws -> Detail {
        try await set(isActive: true, id, call)
    }

    package static func deactivate(_ call: Call, id: ID<Account>) async throws -> Detail {
        try await set(isActive: false, id, call)
    }

    package static func set(isActive: Bool, _ id: ID<Account>, _ call: Call) async throws -> Detail {
        try await call.db.write { tx in
            let user = try isActive ? find(id, for: call, tx) : findOther(id, for: call, tx)
            return try detail(of: user.changed(isActive: isActive, as: call, tx), for: call, tx)
        }
    }

    /// Erases the account of a person who has requested it in writing.
    package static func erase(_ call: Call, id: ID<Account>) async throws -> NoContent {
        try await call.db.write { tx in
            _ = try Erasure.execute(
                findOther(id, for: call, tx).account,
                because: .requestedInWriting,
                as: call,
                tx
            )
        }
        return NoContent()
    }

    /// The audited actions of a person, and those of others on the person's account, newest first.
    package static func activity(
        _ call: Call,
        id: ID<Account>,
        page: PageRequest
    ) async throws -> Page<ActivityView> {
        try await call.db.read { tx in
            _ = try find(id, for: call, tx)
            let entries = try Audit.activity(of: id, page, tx)
            let people = try call.names(of: entries.data.flatMap(\.people), tx)
            return entries.map { ActivityView($0, naming: people) }
        }
    }
}

extension People {
    @inlinable package static func find(
        _ id: ID<Account>,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Person {
        try tx.one(Person.query(where: reached(by: call) + ["a.id = \(id)"]))
    }

    @inlinable package static func versioned(
        _ user: Person,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<Detail> {
        Versioned(try detail(of: user, for: call, tx), version: user.version)
    }

    private static func findOther(_ id: ID<Account>, for call: Call, _ tx: borrowing Tx) throws -> Person {
        let isOneself = id == call.actor.account && roles?.contains(call.actor.role) ?? true
        guard !isOneself else { throw Problem(Filter.Profile.notOneself) }
        return try find(id, for: call, tx)
    }

    @inlinable package static func reached(by call: Call) -> [SQL] {
        let isOfGroup = roles.map { roles -> SQL in "a.role \(in: roles.map(\.name))" }
        return [Filter.Profile.visible(to: call.scope)] + [isOfGroup].compactMap(\.self)
    }
}
