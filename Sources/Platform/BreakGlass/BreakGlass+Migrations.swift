import Store

extension BreakGlass {
    static let migrations = [
        Migration(
            id: "platform/break-glass-001",
            """
            CREATE TABLE break_glass (
                id {id} PRIMARY KEY,
                requester_id {id} NOT NULL REFERENCES account (id),
                subject_id {id} NOT NULL REFERENCES account (id),
                scopes {json} NOT NULL,
                cause {text} NOT NULL,
                ticket {text},
                minutes {int} NOT NULL CHECK (minutes BETWEEN 1 AND 60),
                state {text} NOT NULL,
                approver_id {id} CHECK (approver_id <> requester_id),
                requested_at {instant} NOT NULL,
                starts_at {instant},
                ends_at {instant},
                reviewer_id {id} CHECK (reviewer_id <> requester_id),
                verdict {text},
                review_note {text},
                reviewed_at {instant},
                updated_at {instant} NOT NULL,
                version {int} NOT NULL
            ) {strict};
            CREATE INDEX break_glass_requester ON break_glass (requester_id, state);
            CREATE INDEX break_glass_subject ON break_glass (subject_id, requested_at);
            CREATE INDEX break_glass_requested_at ON break_glass (requested_at, id);
            CREATE TABLE break_glass_read (
                id {id} PRIMARY KEY,
                grant_id {id} NOT NULL REFERENCES break_glass (id) ON DELETE CASCADE,
                at {instant} NOT NULL,
                scope {text} NOT NULL
            ) {strict};
            CREATE INDEX break_glass_read_grant ON break_glass_read (grant_id, at);
            """
        )
    ]
}
