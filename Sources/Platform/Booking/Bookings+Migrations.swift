import Store

extension Bookings {
    static let migrations = [
        Migration(
            id: "platform/booking-001",
            """
            CREATE TABLE booking_resource (
                id {id} PRIMARY KEY,
                account_id {id} UNIQUE REFERENCES account (id),
                zone {text} NOT NULL,
                keeps_office_days {bool} NOT NULL,
                updated_at {instant} NOT NULL
            ) {strict};

            CREATE TABLE booking_hours (
                resource_id {id} NOT NULL REFERENCES booking_resource (id) ON DELETE CASCADE,
                weekday {int} NOT NULL CHECK (weekday BETWEEN 1 AND 7),
                from_second {int} NOT NULL CHECK (from_second >= 0),
                until_second {int} NOT NULL CHECK (until_second <= 86400),
                PRIMARY KEY (resource_id, weekday, from_second),
                CHECK (from_second < until_second)
            ) {strict};

            CREATE TABLE booking_exception (
                id {id} PRIMARY KEY,
                resource_id {id} NOT NULL REFERENCES booking_resource (id) ON DELETE CASCADE,
                day {date} NOT NULL,
                kind {text} NOT NULL CHECK (kind IN ('extra', 'closed')),
                from_second {int} NOT NULL CHECK (from_second >= 0),
                until_second {int} NOT NULL CHECK (until_second <= 86400),
                created_at {instant} NOT NULL,
                CHECK (from_second < until_second)
            ) {strict};
            CREATE INDEX booking_exception_day ON booking_exception (resource_id, day);

            CREATE TABLE booking_closure (
                id {id} PRIMARY KEY,
                from_day {date} NOT NULL,
                until_day {date} NOT NULL,
                title {text} NOT NULL,
                created_at {instant} NOT NULL,
                CHECK (from_day <= until_day)
            ) {strict};
            CREATE INDEX booking_closure_day ON booking_closure (until_day, from_day);

            CREATE TABLE booking_office (
                id {int} PRIMARY KEY CHECK (id = 1),
                keeps_holidays {bool} NOT NULL
            ) {strict};
            """
        ),
        Migration(
            id: "platform/booking-002",
            """
            CREATE TABLE booking (
                id {id} PRIMARY KEY,
                resource_id {id} NOT NULL REFERENCES booking_resource (id),
                holder_id {id} REFERENCES account (id),
                starts_at {instant} NOT NULL,
                ends_at {instant} NOT NULL,
                blocked_from {instant} NOT NULL,
                blocked_until {instant} NOT NULL,
                is_active {bool} NOT NULL,
                sequence {int} NOT NULL,
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                CHECK (starts_at < ends_at),
                CHECK (blocked_from <= starts_at AND ends_at <= blocked_until)
            ) {strict};
            CREATE INDEX booking_blocked ON booking (resource_id, blocked_until) WHERE is_active;
            CREATE INDEX booking_holder ON booking (holder_id, ends_at);
            CREATE INDEX booking_start ON booking (starts_at, id);
            --pg
            -- A range of one identity: ranges have a GiST class of their own, so that no extension is needed.
            CREATE TYPE booking_party AS RANGE (subtype = uuid);
            ALTER TABLE booking ADD CONSTRAINT booking_no_overlap EXCLUDE USING gist (
                tstzrange(blocked_from, blocked_until) WITH &&,
                booking_party(resource_id, resource_id, '[]') WITH &&) WHERE (is_active);
            ALTER TABLE booking ADD CONSTRAINT booking_holder_no_overlap EXCLUDE USING gist (
                tstzrange(starts_at, ends_at) WITH &&,
                booking_party(holder_id, holder_id, '[]') WITH &&) WHERE (is_active AND holder_id IS NOT NULL);
            --sqlite
            CREATE TRIGGER booking_no_overlap_insert BEFORE INSERT ON booking WHEN NEW.is_active BEGIN
                SELECT RAISE(ABORT, 'exclusion:booking_no_overlap') WHERE EXISTS (
                    SELECT 1 FROM booking b
                     WHERE b.resource_id = NEW.resource_id AND b.is_active AND b.blocked_until > NEW.blocked_from
                       AND b.blocked_from < NEW.blocked_until);
                SELECT RAISE(ABORT, 'exclusion:booking_holder_no_overlap') WHERE EXISTS (
                    SELECT 1 FROM booking b
                     WHERE b.holder_id = NEW.holder_id AND b.is_active AND b.ends_at > NEW.starts_at
                       AND b.starts_at < NEW.ends_at);
            END;
            CREATE TRIGGER booking_no_overlap_update BEFORE UPDATE ON booking WHEN NEW.is_active BEGIN
                SELECT RAISE(ABORT, 'exclusion:booking_no_overlap') WHERE EXISTS (
                    SELECT 1 FROM booking b
                     WHERE b.resource_id = NEW.resource_id AND b.is_active AND b.blocked_until > NEW.blocked_from
                       AND b.blocked_from < NEW.blocked_until AND b.id <> NEW.id);
                SELECT RAISE(ABORT, 'exclusion:booking_holder_no_overlap') WHERE EXISTS (
                    SELECT 1 FROM booking b
                     WHERE b.holder_id = NEW.holder_id AND b.is_active AND b.ends_at > NEW.starts_at
                       AND b.starts_at < NEW.ends_at AND b.id <> NEW.id);
            END;
            --all
            """
        ),
        Migration(
            id: "platform/booking-003",
            """
            CREATE TABLE booking_offer (
                id {id} PRIMARY KEY,
                capacity {int} NOT NULL CHECK (capacity >= 0),
                taken {int} NOT NULL,
                drawn {int} NOT NULL,
                CONSTRAINT booking_offer_capacity CHECK (taken BETWEEN 0 AND capacity)
            ) {strict};

            CREATE TABLE booking_seat (
                id {id} PRIMARY KEY,
                offer_id {id} NOT NULL REFERENCES booking_offer (id) ON DELETE CASCADE,
                holder_id {id} NOT NULL REFERENCES account (id),
                state {text} NOT NULL CHECK (state IN ('held', 'waiting')),
                number {int} NOT NULL,
                created_at {instant} NOT NULL,
                held_at {instant},
                CHECK ((state = 'held') = (held_at IS NOT NULL))
            ) {strict};
            CREATE UNIQUE INDEX booking_seat_holder ON booking_seat (offer_id, holder_id);
            CREATE UNIQUE INDEX booking_seat_number ON booking_seat (offer_id, number);
            CREATE INDEX booking_seat_account ON booking_seat (holder_id);

            CREATE TABLE calendar_feed (
                account_id {id} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
                serial {id} NOT NULL,
                created_at {instant} NOT NULL
            ) {strict};
            """
        ),
        // Old feeds belong to no session, and end with the next change of the password.
        Migration(
            id: "platform/feed-sessions-001",
            """
            ALTER TABLE calendar_feed ADD COLUMN session_id {id};
            CREATE INDEX calendar_feed_session ON calendar_feed (session_id) WHERE session_id IS NOT NULL;
            """
        ),
        // Holds end by themselves, and times taken elsewhere count as busy.
        Migration(
            id: "platform/booking-holds-001",
            """
            ALTER TABLE booking ADD COLUMN held_until {instant};
            CREATE INDEX booking_held ON booking (held_until) WHERE is_active AND held_until IS NOT NULL;

            CREATE TABLE booking_outside (
                resource_id {id} NOT NULL REFERENCES booking_resource (id) ON DELETE CASCADE,
                source {text} NOT NULL,
                key {text} NOT NULL,
                starts_at {instant} NOT NULL,
                ends_at {instant} NOT NULL,
                PRIMARY KEY (resource_id, source, key),
                CHECK (starts_at < ends_at)
            ) {strict};
            CREATE INDEX booking_outside_time ON booking_outside (resource_id, ends_at);
            """
        ),
        // Without the bookings that nobody holds: once these were counted by ANALYZE, SQLite took the index for useless and
        // read all bookings for each new one.
        Migration(
            id: "platform/booking-holders-001",
            """
            DROP INDEX booking_holder;
            CREATE INDEX booking_holder ON booking (holder_id, ends_at) WHERE holder_id IS NOT NULL;
            """
        ),
    ]
}
