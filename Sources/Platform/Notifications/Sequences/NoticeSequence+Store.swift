import Kernel
import Store

extension NoticeSequence: Record {
    package static let columns: SQL =
        """
        s.id, s.name, s.starts_by, s.audience, s.state, s.plan_n, p.category, p.steps, p.stops, s.active_since,
        s.created_at, s.updated_at, s.version
        """

    static let source: SQL =
        "notice_sequence s JOIN notice_sequence_plan p ON p.sequence_id = s.id AND p.n = s.plan_n"

    package init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        trigger = try row.next()
        audience = try row.next()
        status = try row.next()
        plan = Plan(
            number: try row.next(),
            category: try row.next(),
            steps: try row.json(),
            stops: try row.json()
        )
        activeSince = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<NoticeSequence>, _ tx: borrowing Tx) throws -> NoticeSequence {
        try tx.one("SELECT \(columns) FROM \(source) WHERE s.id = \(id)")
    }

    static func active(_ tx: borrowing Tx) throws -> [NoticeSequence] {
        try tx.all("SELECT \(columns) FROM \(source) WHERE s.state = \(Status.active) ORDER BY s.id")
    }

    static func insert(_ draft: SequenceDraft, _ tx: borrowing Tx) throws -> NoticeSequence {
        let id = tx.newID(of: NoticeSequence.self)
        try tx.execute(
            """
            INSERT INTO notice_sequence (id, name, starts_by, audience, state, plan_n, created_at, updated_at, version)
            VALUES (\(id), \(draft.name), \(draft.trigger), \(draft.audience), \(Status.draft), 1, \(tx.now), \(tx.now), 1)
            """
        )
        try insert(draft.plan, of: id, tx)
        return try find(id, tx)
    }

    /// Saves a changed draft; another plan gets the next number, and runs under way keep theirs.
    func saving(_ draft: SequenceDraft, _ tx: borrowing Tx) throws -> NoticeSequence {
        var next = draft.plan
        next.number = plan.number
        if next != plan {
            next.number += 1
            try Self.insert(next, of: id, tx)
        }
        try tx.changeOne(
            """
            UPDATE notice_sequence
               SET name = \(draft.name), starts_by = \(draft.trigger), audience = \(draft.audience), plan_n = \(next.number),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    private static func insert(_ plan: Plan, of id: ID<NoticeSequence>, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO notice_sequence_plan (sequence_id, n, category, steps, stops)
            VALUES (\(id), \(plan.number), \(plan.category), \(json: plan.steps), \(json: plan.stops))
            """
        )
    }
}

/// The parts of a sequence that administrators write, checked.
struct SequenceDraft: Sendable {
    var name: String
    var trigger: String
    var audience: String
    var plan: NoticeSequence.Plan
}

extension NoticeSequence {
    static let migration = Migration(
        id: "platform/sequences-001",
        """
        CREATE TABLE notice_sequence (
            id {id} PRIMARY KEY,
            name {text} NOT NULL,
            starts_by {text} NOT NULL,
            audience {text} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('draft', 'active', 'paused')),
            plan_n {int} NOT NULL,
            active_since {instant},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK (state = 'draft' OR active_since IS NOT NULL)
        ) {strict};
        CREATE TABLE notice_sequence_plan (
            sequence_id {id} NOT NULL REFERENCES notice_sequence (id) ON DELETE CASCADE,
            n {int} NOT NULL,
            category {text} NOT NULL,
            steps {json} NOT NULL,
            stops {json} NOT NULL,
            PRIMARY KEY (sequence_id, n)
        ) {strict};
        CREATE TABLE notice_sequence_run (
            id {id} PRIMARY KEY,
            sequence_id {id} NOT NULL REFERENCES notice_sequence (id) ON DELETE CASCADE,
            plan_n {int} NOT NULL,
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            subject_id {id} NOT NULL,
            sent {int} NOT NULL CHECK (sent >= 0),
            state {text} NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'unsubscribed')),
            stopped_by {text},
            started_at {instant} NOT NULL,
            ended_at {instant},
            UNIQUE (sequence_id, account_id, subject_id),
            CHECK ((state = 'running') = (ended_at IS NULL))
        ) {strict};
        CREATE INDEX notice_sequence_run_account ON notice_sequence_run (account_id);
        """
    )
}
