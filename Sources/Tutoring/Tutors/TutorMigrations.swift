import Store

extension Tutor {
    static let migration = Migration(
        id: "tutoring/tutors-001",
        """
        CREATE TABLE tutor (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL UNIQUE REFERENCES account (id),
            is_verified {bool} NOT NULL,
            suspended_at {instant},
            rate_minor {int},
            single_lessons {bool} NOT NULL,
            country {text} NOT NULL,
            time_zone {text} NOT NULL,
            minutes {json} NOT NULL,
            terms {json} NOT NULL,
            meeting {json},
            regime {text} NOT NULL CHECK (regime IN ('none', 'forfettario', 'ordinary')),
            vat_number {text},
            birth_date {date} NOT NULL,
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            display_name {text} NOT NULL,
            legal_name {text} NOT NULL,
            address {bytes},
            tax_code {bytes},
            headline {text},
            bio {text},
            search_text {text} NOT NULL,
            search_old {int},
            CHECK ((regime = 'none') = (vat_number IS NULL))
        ) {strict};
        CREATE INDEX tutor_newest ON tutor (created_at, id);
        CREATE INDEX tutor_open ON tutor (id) WHERE is_verified AND suspended_at IS NULL;
        CREATE INDEX tutor_search_old ON tutor (id) WHERE search_old = 1;

        CREATE TABLE tutor_subject (
            tutor_id {id} NOT NULL REFERENCES tutor (id) ON DELETE CASCADE,
            subject {text} NOT NULL REFERENCES subject (code),
            level {text} NOT NULL
                CHECK (level IN ('primary', 'lower_secondary', 'upper_secondary', 'university', 'adult')),
            PRIMARY KEY (tutor_id, subject, level)
        ) {strict};
        CREATE INDEX tutor_subject_subject ON tutor_subject (subject, level, tutor_id);

        CREATE TABLE tutor_language (
            tutor_id {id} NOT NULL REFERENCES tutor (id) ON DELETE CASCADE,
            language {text} NOT NULL,
            level {text} NOT NULL CHECK (level IN ('A1', 'A2', 'B1', 'B2', 'C1', 'C2')),
            PRIMARY KEY (tutor_id, language)
        ) {strict};
        CREATE INDEX tutor_language_language ON tutor_language (language, level, tutor_id);

        CREATE TABLE tutor_figures (
            tutor_id {id} PRIMARY KEY REFERENCES tutor (id) ON DELETE CASCADE,
            rating_sum {int} NOT NULL,
            rating_n {int} NOT NULL,
            rating {real},
            response_seconds {int},
            response_n {int} NOT NULL,
            lessons_taught {int} NOT NULL,
            as_of {instant} NOT NULL
        ) {strict};

        CREATE TABLE verification (
            id {id} PRIMARY KEY,
            tutor_id {id} NOT NULL REFERENCES tutor (id),
            state {text} NOT NULL
                CHECK (state IN ('submitted', 'verified', 'rejected', 'suspended', 'superseded', 'withdrawn')),
            papers {json} NOT NULL,
            changes {bytes},
            account_id {id} NOT NULL REFERENCES account (id),
            with_account {bool} NOT NULL,
            reason {text},
            decided_by {id} REFERENCES account (id),
            decided_at {instant},
            papers_gone_at {instant},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE INDEX verification_newest ON verification (created_at, id);
        CREATE INDEX verification_tutor ON verification (tutor_id, created_at);
        CREATE UNIQUE INDEX verification_open ON verification (tutor_id) WHERE state = 'submitted';
        CREATE UNIQUE INDEX verification_standing ON verification (tutor_id)
         WHERE state IN ('verified', 'suspended');

        CREATE TABLE strike (
            id {id} PRIMARY KEY,
            tutor_id {id} NOT NULL REFERENCES tutor (id),
            lesson_id {id} NOT NULL,
            cause {text} NOT NULL CHECK (cause IN ('late_cancel', 'absence')),
            at {instant} NOT NULL,
            UNIQUE (tutor_id, lesson_id, cause)
        ) {strict};
        CREATE INDEX strike_at ON strike (tutor_id, at);
        """
    )
}
