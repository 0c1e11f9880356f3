import Kernel
import Platform
import Store

extension LessonSeries: Record {
    static let columns: SQL =
        """
        e.id, e.student_id, e.tutor_id, t.account_id, e.subject, e.minutes, e.zone, e.wall_time, e.rrule, e.starts_on,
        e.skip, e.missed, e.state, e.created_at, e.version
        """

    private static let source: SQL = "lesson_series e JOIN tutor t ON t.id = e.tutor_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        student = try row.next()
        tutor = try row.next()
        tutorAccount = try row.next()
        subject = try row.next()
        minutes = try row.next()
        zone = try row.next()
        time = try row.next()
        rule = try row.next()
        startsOn = try row.next()
        skip = try row.json()
        missed = try row.json()
        status = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<LessonSeries>, _ tx: borrowing Tx) throws -> LessonSeries {
        try tx.one("SELECT \(columns) FROM \(source) WHERE e.id = \(id)")
    }

    static func find(
        _ id: ID<LessonSeries>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> LessonSeries {
        try tx.one("SELECT \(columns) FROM \(source) WHERE e.id = \(id) AND \(visible(to: scope))")
    }

    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO lesson_series (id, student_id, tutor_id, subject, minutes, zone, wall_time, rrule, starts_on, skip,
                                       missed, state, created_at, updated_at, version)
            VALUES (\(id), \(student), \(tutor), \(subject), \(minutes), \(zone), \(time), \(rule), \(startsOn),
                    \(json: skip), \(json: missed), \(status), \(createdAt), \(createdAt), \(version))
            """
        )
    }

    /// Its lessons that fulfil a condition on `l`, by their start.
    func lessons(where condition: SQL = "TRUE", _ tx: borrowing Tx) throws -> [Lesson] {
        try Lesson.list(where: "l.series_id = \(id) AND \(condition)", tx)
    }

    static let migration = Migration(
        id: "tutoring/series-001",
        """
        CREATE TABLE lesson_series (
            id {id} PRIMARY KEY,
            student_id {id} NOT NULL REFERENCES account (id),
            tutor_id {id} NOT NULL REFERENCES tutor (id),
            subject {text} NOT NULL,
            minutes {int} NOT NULL,
            zone {text} NOT NULL,
            wall_time {text} NOT NULL,
            rrule {text} NOT NULL,
            starts_on {date} NOT NULL,
            skip {json} NOT NULL,
            missed {json} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('active', 'ended')),
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE INDEX lesson_series_student ON lesson_series (student_id, created_at, id);
        CREATE INDEX lesson_series_tutor ON lesson_series (tutor_id, created_at, id);
        """
    )
}

extension LessonSeries: Scoped {
    /// Both sides see their own; administrators see all.
    static let visibility = Visibility(own: "e.student_id") { "t.account_id = \($0)" }
}
