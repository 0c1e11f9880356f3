import Crypto
import Kernel
import Store

/// The append-only record of what was done, by whom, to what.
///
/// Entries carry identities, never personal data.
///
/// An entry is written in the transaction it tells of. A sealer then links entries into a hash chain, in batches and in one
/// process at a time: a chain written inline would make every transaction of the site wait for, or conflict with, every other
/// (docs/decisions/0004-audit-chain.md).
package enum Audit {
    package static func record(
        _ action: String,
        of kind: String,
        _ subject: ID<Subject>?,
        by actor: Actor,
        details: JSONValue = .object([:]),
        _ tx: borrowing Tx
    ) throws {
        try tx.post(
            """
            INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details)
            VALUES (\(tx.newID(of: Entry.self)), \(tx.now), \(actor.account), \(actor.role.name), \(action), \(kind),
                    \(subject), \(json: details))
            """
        )
    }

    package struct Entry: Record {
        package let id: ID<Entry>
        package let at: Instant
        package let actor: ID<Account>?
        package let actorRole: String
        package let action: String
        package let subjectKind: String
        package let subject: ID<Subject>?
        package let details: JSONValue

        package static let columns: SQL =
            "e.id, e.at, e.actor_id, e.actor_role, e.action, e.subject_kind, e.subject_id, e.details"

        package init(_ row: inout Row) throws {
            id = try row.next()
            at = try row.next()
            actor = try row.next()
            actorRole = try row.next()
            action = try row.next()
            subjectKind = try row.next()
            subject = try row.next()
            details = try row.json()
        }

        /// What the hash is taken over: every column, in canonical JSON, after the hash of the entry before.
        func hash(after previous: [UInt8]) -> [UInt8] {
            let content: JSONValue = [
                "id": .string(id.description), "at": .integer(at.micros),
                "actor": actor.map { .string($0.description) } ?? .null, "actor_role": .string(actorRole),
                "action": .string(action), "subject_kind": .string(subjectKind),
                "subject": subject.map { .string($0.description) } ?? .null, "details": details,
            ]
            return Array(SHA256.hash(data: previous + content.canonical))
        }
    }

    static let migrations = [
        Migration(
            id: "platform/audit-001",
            """
            CREATE TABLE audit_entry (
                id {id} PRIMARY KEY,
                at {instant} NOT NULL,
                actor_id {id},
                actor_role {text} NOT NULL,
                action {text} NOT NULL,
                subject_kind {text} NOT NULL,
                subject_id {id},
                details {json} NOT NULL
            ) {strict};
            CREATE INDEX audit_entry_at ON audit_entry (at, id);
            CREATE INDEX audit_entry_actor ON audit_entry (actor_id, at);
            CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject_id, at);
            CREATE TABLE audit_link (
                position {int} PRIMARY KEY,
                entry_id {id} NOT NULL UNIQUE,
                hash {bytes} NOT NULL
            ) {strict};
            --pg
            CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
            CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
                FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
            CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON audit_link
                FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
            --sqlite
            CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
                BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
                BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            CREATE TRIGGER audit_link_no_update BEFORE UPDATE ON audit_link
                BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link
                BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
            --all
            """
        ),
        Migration(
            id: "platform/audit-002",
            """
            --pg
            CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
                FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
            CREATE TRIGGER audit_link_no_truncate BEFORE TRUNCATE ON audit_link
                FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
            --all
            """
        ),
    ]
}
