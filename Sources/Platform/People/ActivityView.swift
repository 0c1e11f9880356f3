import Kernel
import Store
import Web

/// One line of someone's activity.
package struct ActivityView: View {
    var id: ID<Audit.Entry>
    var at: Instant
    var actorId: ID<Account>?
    var action: String
    var subjectKind: String
    var subjectId: ID<Subject>?
    var details: JSONValue

    init(_ entry: Audit.Entry) {
        id = entry.id
        at = entry.at
        actorId = entry.actor
        action = entry.action
        subjectKind = entry.subjectKind
        subjectId = entry.subject
        details = entry.details
    }
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
