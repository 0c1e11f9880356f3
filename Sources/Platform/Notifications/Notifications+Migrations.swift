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
        channels, devices, reports, deviceSessions, NoticeBundle.migration, ownCategories,
        NoticeOverride.migration, byNotice, onlyChannel,
    ]

    /// Text messages and push notifications, one for each device; SQLite cannot change a constraint.
    private static let channels = Migration(
        id: "platform/notifications-004",
        """
        --pg
        ALTER TABLE notice_delivery DROP CONSTRAINT notice_delivery_channel_check;
        ALTER TABLE notice_delivery ADD CONSTRAINT notice_delivery_channel_check CHECK (channel IN ('email', 'sms', 'push'));
        ALTER TABLE notice_delivery DROP CONSTRAINT notice_delivery_notice_id_channel_key;
        ALTER TABLE notice_delivery ADD COLUMN device_id uuid;
        ALTER TABLE notice_preference DROP CONSTRAINT notice_preference_channel_check;
        ALTER TABLE notice_preference
            ADD CONSTRAINT notice_preference_channel_check CHECK (channel IN ('in_app', 'email', 'sms', 'push'));
        --sqlite
        CREATE TABLE notice_delivery_next (
            id {id} PRIMARY KEY,
            notice_id {id} NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
            channel {text} NOT NULL CHECK (channel IN ('email', 'sms', 'push')),
            state {text} NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'dropped')),
            due_at {instant} NOT NULL,
            attempts {int} NOT NULL,
            claim {id},
            claimed_at {instant},
            provider_id {text},
            last_error {text},
            created_at {instant} NOT NULL,
            ended_at {instant},
            device_id {id},
            CHECK ((state = 'sending') = (claim IS NOT NULL AND claimed_at IS NOT NULL)),
            CHECK ((state IN ('sent', 'failed', 'dropped')) = (ended_at IS NOT NULL))
        ) {strict};
        INSERT INTO notice_delivery_next SELECT id, notice_id, channel, state, due_at, attempts, claim, claimed_at,
               provider_id, last_error, created_at, ended_at, NULL FROM notice_delivery;
        DROP TABLE notice_delivery;
        ALTER TABLE notice_delivery_next RENAME TO notice_delivery;
        CREATE INDEX notice_delivery_state ON notice_delivery (state, id);
        CREATE TABLE notice_preference_next (
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            category {text} NOT NULL,
            channel {text} NOT NULL CHECK (channel IN ('in_app', 'email', 'sms', 'push')),
            is_on {bool} NOT NULL,
            changed_at {instant} NOT NULL,
            PRIMARY KEY (account_id, category, channel),
            CHECK (category IN ('service', 'marketing') OR (category = 'security' AND is_on))
        ) {strict};
        INSERT INTO notice_preference_next SELECT account_id, category, channel, is_on, changed_at FROM notice_preference;
        DROP TABLE notice_preference;
        ALTER TABLE notice_preference_next RENAME TO notice_preference;
        --all
        CREATE UNIQUE INDEX notice_delivery_way ON notice_delivery (notice_id, channel) WHERE device_id IS NULL;
        CREATE UNIQUE INDEX notice_delivery_device ON notice_delivery (notice_id, device_id) WHERE device_id IS NOT NULL;
        """
    )

    /// The arrival of text messages, as the carrier reports it later.
    private static let reports = Migration(
        id: "platform/notifications-006",
        """
        ALTER TABLE notice_delivery ADD COLUMN arrived_at {instant};
        CREATE INDEX notice_delivery_provider ON notice_delivery (provider_id) WHERE channel = 'sms';
        """
    )

    /// Finds the deliveries of a notice; each of the unique indexes has only one kind of delivery, so that a look at a
    /// notice was a look at all deliveries.
    private static let byNotice = Migration(
        id: "platform/notifications-010",
        "CREATE INDEX notice_delivery_notice ON notice_delivery (notice_id);"
    )

    /// A notice for one channel, as a step of a sequence.
    private static let onlyChannel = Migration(
        id: "platform/notifications-011",
        "ALTER TABLE notice ADD COLUMN only_channel {text};"
    )

    /// Categories of a product's own, and notices that expire; SQLite cannot change a constraint.
    private static let ownCategories = Migration(
        id: "platform/notifications-008",
        """
        ALTER TABLE notice ADD COLUMN expires_at {instant};
        --pg
        ALTER TABLE notice_preference DROP CONSTRAINT notice_preference_check;
        ALTER TABLE notice_preference ADD CONSTRAINT notice_preference_check CHECK (category <> 'security' OR is_on);
        --sqlite
        CREATE TABLE notice_preference_next (
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            category {text} NOT NULL,
            channel {text} NOT NULL CHECK (channel IN ('in_app', 'email', 'sms', 'push')),
            is_on {bool} NOT NULL,
            changed_at {instant} NOT NULL,
            PRIMARY KEY (account_id, category, channel),
            CHECK (category <> 'security' OR is_on)
        ) {strict};
        INSERT INTO notice_preference_next SELECT account_id, category, channel, is_on, changed_at FROM notice_preference;
        DROP TABLE notice_preference;
        ALTER TABLE notice_preference_next RENAME TO notice_preference;
        --all
        CREATE INDEX push_device_seen_at ON push_device (seen_at);
        """
    )

    private static let devices = Migration(
        id: "platform/notifications-005",
        """
        CREATE TABLE push_device (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            mac {bytes} NOT NULL UNIQUE,
            sealed {bytes} NOT NULL,
            platform {text} NOT NULL CHECK (platform IN ('android', 'ios', 'web')),
            created_at {instant} NOT NULL,
            seen_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX push_device_account ON push_device (account_id, seen_at, id);
        """
    )

    /// Older devices belong to no session, and end with the next change of the password.
    private static let deviceSessions = Migration(
        id: "platform/push-sessions-001",
        """
        ALTER TABLE push_device ADD COLUMN session_id {id};
        CREATE INDEX push_device_session ON push_device (session_id) WHERE session_id IS NOT NULL;
        """
    )
}
