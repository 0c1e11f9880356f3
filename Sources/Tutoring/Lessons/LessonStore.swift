import Kernel
import Platform
import Store

extension Lesson: Record {
    static let columns: SQL =
        """
        l.id, l.student_id, p.first_name, p.last_name, l.tutor_id, t.account_id AS tutor_account, t.display_name,
        t.suspended_at, t.meeting, l.learner, l.subject, l.level, l.minutes, l.starts_at, l.zone_tutor, l.zone_student, l.state, l.lot_id, l.purchase_id,
        l.price_minor, l.booking_id, l.held_until, l.lapses_at, l.dispute_until, l.policy, l.policy_start, l.rules,
        l.student_moves, l.is_free_to_cancel, l.ended_by, l.share, l.series_id, l.series_date, l.meeting_kind,
        l.meeting_url, l.meeting_state, l.sequence, l.created_at, l.updated_at, l.version
        """

    static let source: SQL =
        "lesson l JOIN tutor t ON t.id = l.tutor_id LEFT JOIN profile p ON p.account_id = l.student_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        student = try row.next()
        let names: (String?, String?) = (try row.next(), try row.next())
        studentName = Profile.shortName(names.0 ?? "", names.1 ?? "")
        tutor = try row.next()
        tutorAccount = try row.next()
        tutorName = try row.next()
        isTutorSuspended = try row.next(Instant?.self) != nil
        tutorMeeting = try row.json(MeetingPlace?.self)
        learner = try row.next()
        subject = try row.next()
        level = try row.next()
        minutes = try row.next()
        startsAt = try row.next()
        zones = LessonZones(tutor: try row.next(), student: try row.next())
        status = try row.next()
        lot = try row.next()
        purchase = try row.next()
        price = try row.next()
        booking = try row.next()
        heldUntil = try row.next()
        lapsesAt = try row.next()
        disputeUntil = try row.next()
        policy = try row.json()
        policyStart = try row.next()
        rules = try row.json()
        studentMoves = try row.next()
        isFreeToCancel = try row.next()
        endedBy = try row.next()
        share = try row.next()
        series = try row.next()
        seriesDate = try row.next()
        meetingKind = try row.next()
        meetingURL = try row.next()
        meetingState = try row.next()
        sequence = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        seenAt = updatedAt
    }
}

extension Lesson {
    static func find(_ id: ID<Lesson>, _ tx: borrowing Tx) throws -> Lesson {
        try tx.one("SELECT \(columns) FROM \(source) WHERE l.id = \(id)", as: Lesson.self).seen(at: tx.now)
    }

    /// The lesson within the scope.
    static func find(_ id: ID<Lesson>, within scope: Scope, _ tx: borrowing Tx) throws -> Lesson {
        try tx.one(
            "SELECT \(columns) FROM \(source) WHERE l.id = \(id) AND \(visible(to: scope))",
            as: Lesson.self
        ).seen(at: tx.now)
    }

    /// The same, and nobody else moves it until the transaction ends: for transactions in READ COMMITTED.
    static func locked(_ id: ID<Lesson>, within scope: Scope, _ tx: borrowing Tx) throws -> Lesson {
        try lock(id, tx)
        return try find(id, within: scope, tx)
    }

    /// SQLite has only one writer anyway.
    static func lock(_ id: ID<Lesson>, _ tx: borrowing Tx) throws {
        guard tx.dialect == .postgres else { return }
        try tx.execute("SELECT 1 FROM lesson WHERE id = \(id) FOR NO KEY UPDATE")
    }

    /// The lessons of a condition on `l`, by their start.
    static func list(where condition: SQL, _ tx: borrowing Tx) throws -> [Lesson] {
        try tx.all(
            "SELECT \(columns) FROM \(source) WHERE \(condition) ORDER BY l.starts_at, l.id",
            as: Lesson.self
        ).map { $0.seen(at: tx.now) }
    }

    func seen(at now: Instant) -> Lesson {
        var lesson = self
        lesson.seenAt = now
        return lesson
    }
}

extension Lesson {
    func insert(_ tx: borrowing Tx) throws {
        try tx.add(
            """
            (\(id), \(student), \(tutor), \(learner), \(subject), \(level), \(minutes), \(startsAt), \(endsAt), \(zones.tutor),
             \(zones.student), \(status), \(lot), \(price), \(booking), \(heldUntil), \(lapsesAt), \(json: policy),
             \(policyStart), \(json: rules), \(studentMoves), \(isFreeToCancel), \(series), \(seriesDate), \(sequence),
             \(createdAt), \(updatedAt), \(version))
            """,
            to: """
                INSERT INTO lesson (id, student_id, tutor_id, learner, subject, level, minutes, starts_at, ends_at, zone_tutor,
                                    zone_student, state, lot_id, price_minor, booking_id, held_until, lapses_at, policy,
                                    policy_start, rules, student_moves, is_free_to_cancel, series_id, series_date, sequence,
                                    created_at, updated_at, version)
                """
        )
    }

    /// Saves what moves; fails with ``Problem/Code/stale`` after a change by somebody else.
    func save(over previous: Lesson, _ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE lesson
               SET starts_at = \(startsAt), ends_at = \(endsAt), state = \(status), lot_id = \(lot),
                   price_minor = \(price), purchase_id = \(purchase), booking_id = \(booking), held_until = \(heldUntil),
                   lapses_at = \(lapsesAt), dispute_until = \(disputeUntil), policy_start = \(policyStart),
                   student_moves = \(studentMoves), is_free_to_cancel = \(isFreeToCancel), ended_by = \(endedBy),
                   share = \(share), sequence = \(sequence), updated_at = \(updatedAt), version = \(version)
             WHERE id = \(id) AND version = \(previous.version)
            """
        )
    }
}

extension MeetingURL: SQLValueConvertible {}
