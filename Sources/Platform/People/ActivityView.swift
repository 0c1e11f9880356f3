import Kernel
import Store
import Web

/// An audited action by a person or on a person's account.
package struct ActivityView: View {
    var id: ID<Audit.Entry>
    /// When the action was taken.
    var at: Instant
    /// The account that acted; absent for programs, the server itself and unauthenticated callers.
    var actorId: ID<Account>?
    /// First and last name of the actor; a placeholder when the account was erased.
    var actorName: String?
    /// The name of the action, such as `account.login`.
    var action: String
    /// The type of the affected record, such as `account`.
    var subjectKind: String
    /// The affected record; absent when there is no single one.
    var subjectId: ID<Subject>?
    /// First and last name of the affected person; present when the record is an account.
    var subjectName: String?
    /// Further facts, by action; an empty object when there are none.
    var details: JSONValue

    init(_ entry: Audit.Entry) {
        self.init(entry, naming: [:])
    }

    init(_ entry: Audit.Entry, naming people: KnownPeople) {
        id = entry.id
        at = entry.at
        actorId = entry.actor
        actorName = people.name(of: entry.actor)
        action = entry.action
        subjectKind = entry.subjectKind
        subjectId = entry.subject
        subjectName = people.name(of: entry.person)
        details = entry.details
    }
}

extension Audit.Entry {
    /// The affected person; nil when the record is no account.
    var person: ID<Account>? { subjectKind == Account.kind ? subject?.cast() : nil }

    /// The actor and the affected person.
    var people: [ID<Account>?] { [actor, person] }
}

extension Audit {
    /// The entries by an account and about it, newest first.
    static func activity(
        of account: ID<Account>,
        _ page: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<Entry> {
        try tx.page(
            page,
            """
            SELECT \(Entry.columns) FROM audit_entry e
             WHERE (e.actor_id = \(account) OR (e.subject_kind = \(Account.kind) AND e.subject_id = \(account)))
            """,
            order: SortOrder(.descending("at", \.at), .descending("id", \.id))
        )
    }
}
