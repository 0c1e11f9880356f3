import Platform
import Store

extension Purchase {
    // Lessons are a later feature, so the held lesson is no foreign key.
    static let migrations = [
        Migration(
            id: "tutoring/purchases-001",
            """
            CREATE TABLE purchase (
                id {id} PRIMARY KEY,
                kind {text} NOT NULL CHECK (kind IN ('package', 'single')),
                student_id {id} NOT NULL REFERENCES account (id),
                tutor_id {id} NOT NULL REFERENCES tutor (id),
                package_id {id} REFERENCES package (id),
                package_version {int},
                lesson_id {id},
                subject {text} NOT NULL,
                level {text},
                lessons {int} NOT NULL CHECK (lessons > 0),
                minutes {int} NOT NULL CHECK (minutes > 0),
                amount {int} NOT NULL CHECK (amount > 0),
                is_first_lesson {bool} NOT NULL,
                validity_days {int} NOT NULL CHECK (validity_days > 0),
                policy {json} NOT NULL,
                commission_bp {int} NOT NULL,
                vat_bp {int} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('pending', 'paid', 'expired', 'cancelled', 'refunded')),
                charge_id {id} REFERENCES charge (id),
                lot_id {id},
                expires_at {instant} NOT NULL,
                paid_at {instant},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK ((kind = 'package') = (package_id IS NOT NULL AND package_version IS NOT NULL)),
                CHECK ((kind = 'single') = (lesson_id IS NOT NULL)),
                CHECK (state <> 'paid' OR paid_at IS NOT NULL AND lot_id IS NOT NULL)
            ) {strict};
            CREATE UNIQUE INDEX purchase_lesson ON purchase (lesson_id) WHERE lesson_id IS NOT NULL;
            CREATE UNIQUE INDEX purchase_first_lesson ON purchase (student_id, tutor_id)
             WHERE is_first_lesson AND state IN ('pending', 'paid');
            CREATE INDEX purchase_student ON purchase (student_id, created_at, id);
            CREATE INDEX purchase_tutor ON purchase (tutor_id, created_at, id);
            CREATE INDEX purchase_pair ON purchase (student_id, tutor_id, state);
            CREATE INDEX purchase_package ON purchase (package_id, state) WHERE package_id IS NOT NULL;
            """
        )
    ]
}
