import Store

extension Notifications {
    static let migrations = [
        Migration(
            id: "platform/notifications-001",
            """
            CREATE TABLE notice (
                id {id} PRIMARY KEY,
                account_id {id} REFERENCES account (id) ON DELETE CASCADE,
                address {text},
                language {text},
                template {text} NOT NULL,
                about_kind {text},
                about_id {id},
                placeholder_values {json} NOT NULL,
                sealed {bytes},
                dedupe_key {text},
                created_at {instant} NOT NULL,
                dispatched_at {instant},
                category {text},
                title {text},
                body {text},
                shown_at {instant},
                read_at {instant},
                CHECK ((account_id IS NULL) = (address IS NOT NULL AND language IS NOT NULL)),
                CHECK ((about_kind IS NULL) = (about_id IS NULL)),
                CHECK (shown_at IS NULL OR (account_id IS NOT NULL AND title IS NOT NULL AND body IS NOT NULL)),
                CHECK (read_at IS NULL OR shown_at IS NOT NULL)
            ) {strict};
            CREATE UNIQUE INDEX notice_told ON notice (account_id, template, dedupe_key)
                WHERE account_id IS NOT NULL AND dedupe_key IS NOT NULL;
            CREATE UNIQUE INDEX notice_mailed ON notice (address, template, dedupe_key)
                WHERE address IS NOT NULL AND dedupe_key IS NOT NULL;
            CREATE INDEX notice_shown ON notice (account_id, id) WHERE shown_at IS NOT NULL;
            CREATE INDEX notice_unread ON notice (account_id) WHERE shown_at IS NOT NULL AND read_at IS NULL;
            CREATE INDEX notice_created_at ON notice (created_at);
            CREATE TABLE notice_delivery (
                id {id} PRIMARY KEY,
                notice_id {id} NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
                channel {text} NOT NULL CHECK (channel IN ('email')),
                state {text} NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'dropped')),
                due_at {instant} NOT NULL,
                attempts {int} NOT NULL,
                claim {id},
                claimed_at {instant},
                provider_id {text},
                last_error {text},
                created_at {instant} NOT NULL,
                ended_at {instant},
                UNIQUE (notice_id, channel),
                CHECK ((state = 'sending') = (claim IS NOT NULL AND claimed_at IS NOT NULL)),
                CHECK ((state IN ('sent', 'failed', 'dropped')) = (ended_at IS NOT NULL))
            ) {strict};
            CREATE INDEX notice_delivery_state ON notice_delivery (state, id);
            """
        ),
        Migration(
            id: "platform/notifications-002",
            """
            CREATE TABLE notice_preference (
                account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                category {text} NOT NULL,
                channel {text} NOT NULL CHECK (channel IN ('in_app', 'email')),
                is_on {bool} NOT NULL,
                changed_at {instant} NOT NULL,
                PRIMARY KEY (account_id, category, channel),
                CHECK (category IN ('service', 'marketing') OR (category = 'security' AND is_on))
            ) {strict};
            CREATE TABLE notice_quiet_hours (
                account_id {id} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
                from_time {text} NOT NULL,
                until_time {text} NOT NULL,
                CHECK (from_time <> until_time)
            ) {strict};
            """
        ),
        Migration(
            id: "platform/notifications-003",
            """
            CREATE TABLE notice_attachment (
                notice_id {id} NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
                position {int} NOT NULL,
                name {text} NOT NULL,
                media_type {text} NOT NULL,
                content {bytes} NOT NULL,
                PRIMARY KEY (notice_id, position)
            ) {strict};
            """
        ),
    ]
}
