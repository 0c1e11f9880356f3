import Platform
import Store

extension Lot {
    // Lots, entries and the money of lessons. Lessons are a later feature, so their identities are no foreign keys.
    static let migrations = [
        Migration(
            id: "tutoring/credits-001",
            """
            CREATE TABLE lot (
                id {id} PRIMARY KEY,
                source {text} NOT NULL CHECK (source IN ('purchase', 'plan')),
                purchase_id {id} UNIQUE REFERENCES purchase (id),
                subscription_id {id} REFERENCES subscription (id),
                invoice_id {id} UNIQUE,
                student_id {id} NOT NULL REFERENCES account (id),
                tutor_id {id} REFERENCES tutor (id),
                subject {text},
                level {text},
                minutes {int} NOT NULL CHECK (minutes > 0),
                lessons {int} NOT NULL CHECK (lessons > 0),
                price_minor {int} NOT NULL CHECK (price_minor >= 0),
                commission_bp {int} NOT NULL CHECK (commission_bp BETWEEN 0 AND 10000),
                vat_bp {int} CHECK (vat_bp BETWEEN 0 AND 10000),
                policy {json},
                cap_minor {int},
                granted {int} NOT NULL,
                available {int} NOT NULL,
                reserved {int} NOT NULL,
                used {int} NOT NULL,
                expired {int} NOT NULL,
                refunded {int} NOT NULL,
                free_units {text} NOT NULL,
                expires_at {instant} NOT NULL,
                stands_since {instant},
                frozen_at {instant},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CONSTRAINT lot_units CHECK (available >= 0 AND reserved >= 0 AND used >= 0 AND expired >= 0 AND refunded >= 0
                                            AND available + reserved + used + expired + refunded = granted),
                CHECK (granted = lessons * 100),
                CHECK ((source = 'purchase') = (purchase_id IS NOT NULL AND tutor_id IS NOT NULL AND subject IS NOT NULL
                                                AND policy IS NOT NULL AND vat_bp IS NOT NULL)),
                CHECK ((source = 'plan') = (subscription_id IS NOT NULL AND invoice_id IS NOT NULL AND cap_minor IS NOT NULL))
            ) {strict};
            CREATE INDEX lot_student ON lot (student_id, created_at, id);
            CREATE INDEX lot_tutor ON lot (tutor_id, created_at, id) WHERE tutor_id IS NOT NULL;
            CREATE INDEX lot_open ON lot (student_id, expires_at, created_at) WHERE available > 0;
            CREATE TABLE lot_entry (
                id {id} PRIMARY KEY,
                lot_id {id} NOT NULL REFERENCES lot (id),
                kind {text} NOT NULL CHECK (kind IN ('grant', 'reserve', 'release', 'use', 'expire', 'refund', 'return')),
                cause {text} NOT NULL,
                units {int} NOT NULL CHECK (units > 0),
                ranges {text} NOT NULL,
                value_minor {int} NOT NULL CHECK (value_minor >= 0),
                lesson_id {id},
                at {instant} NOT NULL,
                UNIQUE (kind, cause)
            ) {strict};
            CREATE INDEX lot_entry_lot ON lot_entry (lot_id, at, id);
            CREATE TABLE lesson_money (
                lesson_id {id} PRIMARY KEY,
                lot_id {id} NOT NULL REFERENCES lot (id),
                tutor_id {id} NOT NULL REFERENCES tutor (id),
                commission_bp {int} NOT NULL,
                vat_bp {int} NOT NULL,
                ranges {text} NOT NULL,
                units {int} NOT NULL CHECK (units >= 0),
                u {int} NOT NULL,
                k {int} NOT NULL,
                v {int} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('reserved', 'pending', 'available', 'released')),
                holds {text} NOT NULL,
                eligible_at {instant},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK (u >= 0 AND k >= 0 AND v >= 0 AND k + v <= u)
            ) {strict};
            CREATE INDEX lesson_money_lot ON lesson_money (lot_id, state);
            CREATE INDEX lesson_money_tutor ON lesson_money (tutor_id, state);
            CREATE TABLE tutor_entry (
                id {id} PRIMARY KEY,
                tutor_id {id} NOT NULL REFERENCES tutor (id),
                kind {text} NOT NULL CHECK (kind IN ('earning', 'return', 'expiry', 'adjustment', 'payout', 'payout_returned')),
                subject_id {id} NOT NULL,
                lesson_id {id},
                lot_id {id} REFERENCES lot (id),
                amount {int} NOT NULL,
                commission {int} NOT NULL DEFAULT 0,
                vat {int} NOT NULL DEFAULT 0,
                at {instant} NOT NULL,
                eligible_at {instant},
                booked {text} NOT NULL CHECK (booked IN ('pending', 'tutor')),
                is_held {bool} NOT NULL,
                payout_id {id},
                UNIQUE (kind, subject_id),
                CHECK (amount <> 0 OR commission <> 0 OR vat <> 0)
            ) {strict};
            CREATE INDEX tutor_entry_tutor ON tutor_entry (tutor_id, booked, at, id);
            CREATE INDEX tutor_entry_lesson ON tutor_entry (lesson_id) WHERE lesson_id IS NOT NULL;
            CREATE INDEX tutor_entry_lot ON tutor_entry (lot_id) WHERE lot_id IS NOT NULL;
            --pg
            CREATE FUNCTION lot_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'the entries of a lot are append-only'; END $$;
            CREATE TRIGGER lot_entry_append_only BEFORE UPDATE OR DELETE ON lot_entry
                FOR EACH ROW EXECUTE FUNCTION lot_entry_is_append_only();
            --sqlite
            CREATE TRIGGER lot_entry_no_update BEFORE UPDATE ON lot_entry
                BEGIN SELECT RAISE(ABORT, 'the entries of a lot are append-only'); END;
            CREATE TRIGGER lot_entry_no_delete BEFORE DELETE ON lot_entry
                BEGIN SELECT RAISE(ABORT, 'the entries of a lot are append-only'); END;
            --all
            """
        )
    ]
}
