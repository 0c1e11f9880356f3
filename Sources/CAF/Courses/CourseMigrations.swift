import Store

/// The tables of courses; the platform's tables hold their seats, under the same id.
let courseMigrations: [Migration] = [
    Migration(
        id: "caf/courses-001",
        """
        CREATE TABLE course (
            id {id} PRIMARY KEY REFERENCES booking_offer (id),
            title {json} NOT NULL,
            description {text} NOT NULL,
            location {text},
            starts_at {instant} NOT NULL,
            ends_at {instant} NOT NULL,
            price_cents {int} NOT NULL CHECK (price_cents >= 0),
            is_in_plan {bool} NOT NULL,
            status {text} NOT NULL CHECK (status IN ('draft', 'published', 'cancelled')),
            status_reason {text},
            sequence {int} NOT NULL,
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK (starts_at < ends_at)
        ) {strict};
        CREATE INDEX course_start ON course (starts_at, id);
        """
    ),
    Migration(
        id: "caf/courses-002",
        """
        ALTER TABLE course ADD COLUMN search_text {text} NOT NULL DEFAULT '';
        UPDATE course SET search_text = lower(COALESCE(title ->> 'it', '') || ' ' || COALESCE(title ->> 'en', '') || ' ' || description);
        --pg
        ALTER TABLE course ADD COLUMN search_old {int} DEFAULT 1;
        ALTER TABLE course ALTER COLUMN search_old DROP DEFAULT;
        --sqlite
        ALTER TABLE course ADD COLUMN search_old {int};
        UPDATE course SET search_old = 1;
        --all
        CREATE INDEX course_search_old ON course (id) WHERE search_old = 1;
        """
    ),
]
