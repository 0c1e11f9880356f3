import Kernel
import Store

extension Messenger {
    /// Messages through messengers are deliveries too; SQLite cannot change a constraint.
    static let migration = Migration(
        id: "platform/messengers-001",
        """
        CREATE TABLE messenger (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            channel {text} NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'telegram')),
            mac {bytes} NOT NULL,
            sealed {bytes} NOT NULL,
            linked_at {instant} NOT NULL,
            heard_at {instant},
            UNIQUE (account_id, channel),
            UNIQUE (channel, mac)
        ) {strict};
        CREATE TABLE messenger_code (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            channel {text} NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'telegram')),
            hash {bytes},
            sealed {bytes},
            tries {int} NOT NULL DEFAULT 0,
            expires_at {instant} NOT NULL,
            UNIQUE (account_id, channel),
            CHECK ((hash IS NULL) <> (sealed IS NULL))
        ) {strict};
        CREATE UNIQUE INDEX messenger_code_hash ON messenger_code (hash) WHERE hash IS NOT NULL;
        CREATE INDEX messenger_code_expires_at ON messenger_code (expires_at);
        CREATE TABLE messenger_update (
            id {id} PRIMARY KEY,
            channel {text} NOT NULL CHECK (channel IN ('whatsapp', 'telegram')),
            key {text} NOT NULL,
            sealed {bytes} NOT NULL,
            received_at {instant} NOT NULL,
            applied_at {instant},
            UNIQUE (channel, key)
        ) {strict};
        CREATE INDEX messenger_update_received_at ON messenger_update (received_at);
        --pg
        ALTER TABLE notice_delivery DROP CONSTRAINT notice_delivery_channel_check;
        ALTER TABLE notice_delivery ADD CONSTRAINT notice_delivery_channel_check
            CHECK (channel IN ('email', 'sms', 'push', 'whatsapp', 'telegram'));
        ALTER TABLE notice_preference DROP CONSTRAINT notice_preference_channel_check;
        ALTER TABLE notice_preference ADD CONSTRAINT notice_preference_channel_check
            CHECK (channel IN ('in_app', 'email', 'sms', 'push', 'whatsapp', 'telegram'));
        --sqlite
        CREATE TABLE notice_delivery_next (
            id {id} PRIMARY KEY,
            notice_id {id} NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
            channel {text} NOT NULL CHECK (channel IN ('email', 'sms', 'push', 'whatsapp', 'telegram')),
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
            arrived_at {instant},
            bundled {int} NOT NULL DEFAULT 1,
            CHECK ((state = 'sending') = (claim IS NOT NULL AND claimed_at IS NOT NULL)),
            CHECK ((state IN ('sent', 'failed', 'dropped')) = (ended_at IS NOT NULL))
        ) {strict};
        INSERT INTO notice_delivery_next SELECT id, notice_id, channel, state, due_at, attempts, claim, claimed_at,
               provider_id, last_error, created_at, ended_at, device_id, arrived_at, bundled FROM notice_delivery;
        DROP TABLE notice_delivery;
        ALTER TABLE notice_delivery_next RENAME TO notice_delivery;
        CREATE INDEX notice_delivery_state ON notice_delivery (state, id);
        CREATE UNIQUE INDEX notice_delivery_way ON notice_delivery (notice_id, channel) WHERE device_id IS NULL;
        CREATE UNIQUE INDEX notice_delivery_device ON notice_delivery (notice_id, device_id) WHERE device_id IS NOT NULL;
        CREATE INDEX notice_delivery_provider ON notice_delivery (provider_id) WHERE channel = 'sms';
        CREATE INDEX notice_delivery_notice ON notice_delivery (notice_id);
        CREATE TABLE notice_preference_next (
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            category {text} NOT NULL,
            channel {text} NOT NULL CHECK (channel IN ('in_app', 'email', 'sms', 'push', 'whatsapp', 'telegram')),
            is_on {bool} NOT NULL,
            changed_at {instant} NOT NULL,
            PRIMARY KEY (account_id, category, channel),
            CHECK (category <> 'security' OR is_on)
        ) {strict};
        INSERT INTO notice_preference_next SELECT account_id, category, channel, is_on, changed_at FROM notice_preference;
        DROP TABLE notice_preference;
        ALTER TABLE notice_preference_next RENAME TO notice_preference;
        --all
        CREATE INDEX notice_delivery_whatsapp ON notice_delivery (provider_id) WHERE channel = 'whatsapp';
        """
    )

    static let personalData = PersonalData(
        "messengers",
        [
            "en": "Linked messengers", "it": "Servizi di messaggistica collegati",
            "ar": "تطبيقات المراسلة المرتبطة",
            "ku": "بەرنامە بەستراوەکانی نامە",
        ],
        tables: ["messenger", "messenger_code"],
        rows: { "messenger m WHERE m.account_id = \($0)" },
        export: .init(by: "m.id", .text("channel", "m.channel"), .instant("linked_at", "m.linked_at")),
        erasure: .delete(because: Privacy.notNeeded) {
            [
                "DELETE FROM messenger_code WHERE account_id = \($0)",
                "DELETE FROM messenger WHERE account_id = \($0)",
            ]
        }
    )
}
