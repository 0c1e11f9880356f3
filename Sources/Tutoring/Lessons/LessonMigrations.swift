import Store

extension Lesson {
    static let migrations = [
        Migration(
            id: "tutoring/lessons-001",
            """
            CREATE TABLE lesson (
                id {id} PRIMARY KEY,
                student_id {id} NOT NULL REFERENCES account (id),
                tutor_id {id} NOT NULL REFERENCES tutor (id),
                learner {text},
                subject {text} NOT NULL,
                level {text},
                minutes {int} NOT NULL CHECK (minutes IN (30, 45, 60, 90, 120)),
                starts_at {instant} NOT NULL,
                ends_at {instant} NOT NULL,
                zone_tutor {text} NOT NULL,
                zone_student {text} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('held', 'released', 'requested', 'confirmed', 'declined', 'cancelled',
                    'completed', 'student_absent', 'tutor_absent', 'disputed', 'settled')),
                lot_id {id},
                purchase_id {id},
                price_minor {int} NOT NULL CHECK (price_minor >= 0),
                booking_id {id} REFERENCES booking (id),
                held_until {instant},
                lapses_at {instant},
                dispute_until {instant},
                policy {json} NOT NULL,
                policy_start {instant} NOT NULL,
                rules {json} NOT NULL,
                student_moves {int} NOT NULL CHECK (student_moves >= 0),
                is_free_to_cancel {bool} NOT NULL,
                ended_by {text} CHECK (ended_by IN ('student', 'tutor', 'admin', 'system')),
                share {int} CHECK (share BETWEEN 0 AND 100),
                series_id {id},
                series_date {date},
                meeting_kind {text} CHECK (meeting_kind IN ('meet', 'zoom', 'link')),
                meeting_url {text},
                meeting_state {text} CHECK (meeting_state IN ('pending', 'ready', 'failed')),
                sequence {int} NOT NULL,
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK (starts_at < ends_at),
                CHECK ((state = 'held') = (held_until IS NOT NULL)),
                CHECK ((state = 'requested') = (lapses_at IS NOT NULL)),
                CHECK (state NOT IN ('held', 'confirmed') OR booking_id IS NOT NULL),
                CHECK (state IN ('held', 'released') OR lot_id IS NOT NULL)
            ) {strict};
            CREATE INDEX lesson_newest ON lesson (created_at, id);
            CREATE INDEX lesson_student ON lesson (student_id, created_at, id);
            CREATE INDEX lesson_tutor ON lesson (tutor_id, starts_at, id);
            CREATE INDEX lesson_open ON lesson (student_id) WHERE state IN ('held', 'requested');
            CREATE INDEX lesson_requests ON lesson (tutor_id) WHERE state IN ('held', 'requested');
            CREATE INDEX lesson_lot ON lesson (lot_id) WHERE lot_id IS NOT NULL;
            CREATE UNIQUE INDEX lesson_booking ON lesson (booking_id) WHERE booking_id IS NOT NULL;
            CREATE UNIQUE INDEX lesson_series_date ON lesson (series_id, series_date) WHERE series_id IS NOT NULL;
            """
        ),
        Migration(
            id: "tutoring/lessons-002",
            """
            CREATE TABLE lesson_dispute (
                id {id} PRIMARY KEY,
                lesson_id {id} NOT NULL UNIQUE REFERENCES lesson (id),
                opened_by {text} NOT NULL CHECK (opened_by IN ('student', 'tutor')),
                former {text} NOT NULL CHECK (former IN ('completed', 'student_absent', 'tutor_absent')),
                claims {json} NOT NULL,
                share {int} CHECK (share BETWEEN 0 AND 100),
                reason {text},
                decided_by {id} REFERENCES account (id),
                decided_at {instant},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL
            ) {strict};
            CREATE INDEX lesson_dispute_newest ON lesson_dispute (created_at, id);
            CREATE INDEX lesson_dispute_open ON lesson_dispute (created_at) WHERE decided_at IS NULL;
            """
        ),
    ]
}
