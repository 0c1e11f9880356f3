import Kernel
import Platform
import Store

/// An action of staff on a job, person or service of a region; never changed.
struct LSMLog: Record {
    let id: ID<LSMLog>
    /// Nil for what belongs to no region.
    let region: ID<Region>?
    let actor: ID<Account>
    /// The role of the actor at that time.
    let actorRole: String
    let subjectKind: SubjectKind
    let subject: ID<Subject>
    let action: String
    let note: String
    let at: Instant

    /// The kind of an entry's subject.
    enum SubjectKind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// A job.
        case job
        /// A provider.
        case provider
        /// A customer, by the identity of the account.
        case customer
        /// A service.
        case service
        /// A refund.
        case refund
        /// A dispute.
        case dispute
    }

    typealias Action = Line<2, 60>
    typealias Note = Text<3, 2_000>

    static let columns: SQL =
        "l.id, l.region_id, l.actor_id, l.actor_role, l.subject_kind, l.subject_id, l.action, l.note, l.at"

    init(_ row: inout Row) throws {
        id = try row.next()
        region = try row.next()
        actor = try row.next()
        actorRole = try row.next()
        subjectKind = try row.next()
        subject = try row.next()
        action = try row.next()
        note = try row.next()
        at = try row.next()
    }
}

extension LSMLog {
    /// Writes an action of a local manager or an administrator; those of others and of the server are in the history of the subject.
    ///
    /// `note` is the actor's reason.
    @discardableResult
    static func write(
        _ kind: SubjectKind,
        _ subject: ID<Subject>,
        in region: ID<Region>?,
        _ action: String,
        _ note: String?,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> ID<LSMLog>? {
        guard actor.role.isStaff, let account = actor.account else { return nil }
        return try insert(kind, subject, in: region, action, note ?? "", account, actor.role, tx)
    }

    /// Writes an observation of the server about an account, for the local managers.
    static func observe(
        _ kind: SubjectKind,
        _ subject: ID<Subject>,
        in region: ID<Region>?,
        _ action: String,
        _ note: String,
        about account: ID<Account>,
        _ tx: borrowing Tx
    ) throws {
        _ = try insert(kind, subject, in: region, action, note, account, .system, tx)
    }

    private static func insert(
        _ kind: SubjectKind,
        _ subject: ID<Subject>,
        in region: ID<Region>?,
        _ action: String,
        _ note: String,
        _ account: ID<Account>,
        _ role: Role,
        _ tx: borrowing Tx
    ) throws -> ID<LSMLog> {
        let id = tx.newID(of: LSMLog.self)
        try tx.execute(
            """
            INSERT INTO lsm_log (id, region_id, actor_id, actor_role, subject_kind, subject_id, action, note, at)
            VALUES (\(id), \(region), \(account), \(role.name), \(kind), \(subject), \(action), \(note), \(tx.now))
            """
        )
        return id
    }

    static func find(_ id: ID<LSMLog>, _ tx: borrowing Tx) throws -> LSMLog {
        try tx.one("SELECT \(columns) FROM lsm_log l WHERE l.id = \(id)")
    }

    static let migration = Migration(
        id: "marketplace/administration-001",
        """
        CREATE TABLE lsm_log (
            id {id} PRIMARY KEY,
            region_id {id} REFERENCES region (id),
            actor_id {id} NOT NULL REFERENCES account (id),
            actor_role {text} NOT NULL,
            subject_kind {text} NOT NULL,
            subject_id {id} NOT NULL,
            action {text} NOT NULL,
            note {text} NOT NULL,
            at {instant} NOT NULL
        ) {strict};
        CREATE INDEX lsm_log_at ON lsm_log (at, id);
        CREATE INDEX lsm_log_region ON lsm_log (region_id, at, id);
        CREATE INDEX lsm_log_subject ON lsm_log (subject_kind, subject_id, at);
        CREATE INDEX lsm_log_actor ON lsm_log (actor_id);
        --pg
        CREATE FUNCTION lsm_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the log of staff is append-only' USING ERRCODE = 'check_violation'; END $$;
        CREATE TRIGGER lsm_log_append_only BEFORE UPDATE OR DELETE ON lsm_log
            FOR EACH ROW EXECUTE FUNCTION lsm_log_is_append_only();
        --sqlite
        CREATE TRIGGER lsm_log_no_update BEFORE UPDATE ON lsm_log
            BEGIN SELECT RAISE(ABORT, 'the log of staff is append-only'); END;
        CREATE TRIGGER lsm_log_no_delete BEFORE DELETE ON lsm_log
            BEGIN SELECT RAISE(ABORT, 'the log of staff is append-only'); END;
        --all
        """
    )

    static let personalData = PersonalData(
        "lsm_log",
        ["en": "Log of local managers and administrators"],
        tables: ["lsm_log"],
        rows: { "lsm_log l WHERE l.actor_id = \($0)" },
        export: .init(
            by: "l.id",
            .text("subject_kind", "l.subject_kind"),
            .text("action", "l.action"),
            .text("note", "l.note"),
            .instant("at", "l.at")
        ),
        erasure: .keep(because: [
            "en": "Decisions of staff must stay accountable; the entries carry identities only."
        ])
    )
}
