import Kernel
import Store

/// One change of status: from and to, the event, the reason and the changed fields.
package struct Transition: Sendable {
    package let from: String
    package let to: String
    package let event: String
    package let reason: String?
    package let fields: [String]
    /// Facts that the names of the fields do not say, as from whom to whom a record went; identities and codes only.
    package let details: JSONValue?

    package init(
        from: String,
        to: String,
        event: String,
        reason: String?,
        fields: [String],
        details: JSONValue? = nil
    ) {
        self.from = from
        self.to = to
        self.event = event
        self.reason = reason
        self.fields = fields
        self.details = details
    }
}

/// The complete history of every record with a lifecycle: actor, time, statuses, reason, fields.
package enum History {
    package static func record(
        _ transition: Transition,
        of kind: String,
        _ subject: ID<Subject>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        try tx.add(
            """
            (\(tx.newID(of: Entry.self)), \(kind), \(subject), \(tx.now), \(actor.account), \(actor.role.name),
             \(transition.event), \(transition.from), \(transition.to), \(transition.reason), \(json: transition.fields),
             \(json: transition.details))
            """,
            to: """
                INSERT INTO history (id, subject_kind, subject_id, at, actor_id, actor_role, event, from_status, to_status,
                                     reason, fields, details)
                """
        )
    }

    /// The history of one record, oldest first.
    package static func of(_ kind: String, _ subject: ID<Subject>, _ tx: borrowing Tx) throws -> [Entry] {
        try tx.all(
            """
            SELECT \(Entry.columns) FROM history
             WHERE subject_kind = \(kind) AND subject_id = \(subject) ORDER BY at, id
            """
        )
    }

    /// One change of a record's status.
    package struct Entry: Record, Codable {
        package let id: ID<Entry>
        /// When the status changed.
        package let at: Instant
        /// The account that changed it; absent for programs and the server itself.
        package let actorId: ID<Account>?
        /// The role of the actor at that time, such as `operator` or `system`.
        package let actorRole: String
        /// The event of the lifecycle, such as `publish`.
        package let event: String
        /// The status before.
        package let fromStatus: String
        /// The status after.
        package let toStatus: String
        /// The actor's own words; absent when no reason was given.
        package let reason: String?
        /// The names of the members that changed with the status.
        package let fields: [String]
        /// Further facts, as `from` and `to` of an assignment; absent for most events.
        package let details: JSONValue?

        package static let columns: SQL =
            "id, at, actor_id, actor_role, event, from_status, to_status, reason, fields, details"

        package init(_ row: inout Row) throws {
            id = try row.next()
            at = try row.next()
            actorId = try row.next()
            actorRole = try row.next()
            event = try row.next()
            fromStatus = try row.next()
            toStatus = try row.next()
            reason = try row.next()
            fields = try row.json()
            details = try row.json(JSONValue?.self)
        }
    }

    static let migrations = [
        Migration(
            id: "platform/history-001",
            """
            CREATE TABLE history (
                id {id} PRIMARY KEY,
                subject_kind {text} NOT NULL,
                subject_id {id} NOT NULL,
                at {instant} NOT NULL,
                actor_id {id},
                actor_role {text} NOT NULL,
                event {text} NOT NULL,
                from_status {text} NOT NULL,
                to_status {text} NOT NULL,
                reason {text},
                fields {json} NOT NULL
            ) {strict};
            CREATE INDEX history_subject ON history (subject_kind, subject_id, at, id);
            """
        ),
        Migration(id: "platform/history-002", "ALTER TABLE history ADD COLUMN details {json};"),
    ]
}

/// A record of any type, in identities that come with the name of the type.
package enum Subject {}
