import Kernel
import Store

/// The time at which something happens to a subject by itself, unless the subject moves before.
///
/// A subject has one deadline for each event. Each setting makes a new row, so a deadline fires once, and only as it was
/// last set: a move of the subject clears or sets its deadlines in the same transaction.
package struct Deadline: Record {
    package let id: ID<Deadline>
    package let subjectKind: String
    package let subjectID: ID<Subject>
    package let event: String
    package let dueAt: Instant

    package static let columns: SQL = "d.id, d.subject_kind, d.subject_id, d.event, d.due_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        subjectKind = try row.next()
        subjectID = try row.next()
        event = try row.next()
        dueAt = try row.next()
    }
}

extension Deadline {
    /// The time from which on a deadline is long enough for a reminder, and how long before the end it comes.
    private static let longest = (unreminded: Duration.hours(48), notice: Duration.hours(24))

    /// Sets the deadline of an event, in place of the one that it has.
    ///
    /// One that is more than 48 hours ahead reminds, 24 hours before, unless `remind` is false.
    package static func set(
        _ event: String,
        of kind: String,
        _ subject: ID<some Any>,
        at due: Instant,
        remind: Bool = true,
        _ tx: borrowing Tx
    ) throws {
        let remindAt: Instant? =
            remind && due - tx.now > longest.unreminded ? due - longest.notice : nil
        try tx.post(
            """
            INSERT INTO deadline (id, subject_kind, subject_id, event, due_at, remind_at, created_at)
            VALUES (\(tx.newID(of: Deadline.self)), \(kind), \(subject), \(event), \(due), \(remindAt), \(tx.now))
                ON CONFLICT (subject_kind, subject_id, event) DO UPDATE
               SET id = excluded.id, due_at = excluded.due_at, remind_at = excluded.remind_at,
                   created_at = excluded.created_at, queued_at = NULL
            """
        )
    }

    /// Sets the deadline of an event of a new subject, which has none; it does not remind.
    package static func add(
        _ event: String,
        of kind: String,
        _ subject: ID<some Any>,
        at due: Instant,
        _ tx: borrowing Tx
    ) throws {
        try tx.add(
            "(\(tx.newID(of: Deadline.self)), \(kind), \(subject), \(event), \(due), \(tx.now))",
            to: "INSERT INTO deadline (id, subject_kind, subject_id, event, due_at, created_at)"
        )
    }

    /// Clears all deadlines of a subject.
    package static func clear(of kind: String, _ subject: ID<some Any>, _ tx: borrowing Tx) throws {
        try tx.post("DELETE FROM deadline WHERE subject_kind = \(kind) AND subject_id = \(subject)")
    }

    /// Clears the deadline of one event.
    package static func clear(
        _ event: String,
        of kind: String,
        _ subject: ID<some Any>,
        _ tx: borrowing Tx
    ) throws {
        try tx.post(
            """
            DELETE FROM deadline
             WHERE subject_kind = \(kind) AND subject_id = \(subject) AND event = \(event)
            """
        )
    }

    /// The deadlines of a subject, the next first.
    package static func all(
        of kind: String,
        _ subject: ID<some Any>,
        _ tx: borrowing Tx
    ) throws -> [Deadline] {
        try tx.all(
            """
            SELECT \(columns) FROM deadline d
             WHERE d.subject_kind = \(kind) AND d.subject_id = \(subject) ORDER BY d.due_at, d.event
            """
        )
    }

    static func find(_ id: ID<Deadline>, _ tx: borrowing Tx) throws -> Deadline? {
        try tx.first("SELECT \(columns) FROM deadline d WHERE d.id = \(id)")
    }

    /// Takes the row; false when it was set anew or cleared meanwhile.
    func taken(_ tx: borrowing Tx) throws -> Bool {
        try tx.execute("DELETE FROM deadline WHERE id = \(id)") == 1
    }
}
