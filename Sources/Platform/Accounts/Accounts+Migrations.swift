import Store

extension Accounts {
    static let migrations = [
        Migration(
            id: "platform/accounts-001",
            """
            CREATE TABLE account (
                id {id} PRIMARY KEY,
                email {text} NOT NULL,
                phone {text},
                password_hash {text},
                role {text} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('active', 'suspended', 'deleted')),
                locale {text} NOT NULL,
                created_at {instant} NOT NULL,
                password_changed_at {instant} NOT NULL,
                version {int} NOT NULL
            ) {strict};
            CREATE UNIQUE INDEX account_email ON account (lower(email));
            CREATE INDEX account_created_at ON account (created_at, id);
            CREATE TABLE session (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                counter {int} NOT NULL,
                rotated_at {instant} NOT NULL,
                created_at {instant} NOT NULL,
                last_used_at {instant} NOT NULL,
                expires_at {instant} NOT NULL,
                address {text} NOT NULL,
                device {text},
                revoked_at {instant},
                revoked_because {text}
            ) {strict};
            CREATE INDEX session_account ON session (account_id, last_used_at);
            CREATE INDEX session_expires_at ON session (expires_at);
            CREATE TABLE login_attempt (
                subject {bytes} PRIMARY KEY,
                failures {int} NOT NULL,
                last_at {instant} NOT NULL,
                locked_until {instant}
            ) {strict};
            CREATE INDEX login_attempt_last_at ON login_attempt (last_at);
            CREATE TABLE service_token (
                id {id} PRIMARY KEY,
                name {text} NOT NULL,
                hash {bytes} NOT NULL UNIQUE,
                role {text} NOT NULL,
                created_by {id},
                created_at {instant} NOT NULL,
                expires_at {instant},
                revoked_at {instant}
            ) {strict};
            """
        ),
        Migration(
            id: "platform/accounts-002",
            """
            ALTER TABLE account ADD COLUMN email_verified_at {instant};
            ALTER TABLE session ADD COLUMN authenticated_at {instant};
            CREATE TABLE mailed_token (
                hash {bytes} PRIMARY KEY,
                purpose {text} NOT NULL CHECK (purpose IN ('reset_password', 'verify_email', 'change_email')),
                account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                email {text} NOT NULL,
                created_at {instant} NOT NULL,
                expires_at {instant} NOT NULL,
                used_at {instant}
            ) {strict};
            CREATE INDEX mailed_token_account ON mailed_token (account_id);
            CREATE INDEX mailed_token_expires_at ON mailed_token (expires_at);
            CREATE TABLE mail_allowance (
                subject {bytes} PRIMARY KEY,
                count {int} NOT NULL,
                started_at {instant} NOT NULL
            ) {strict};
            CREATE INDEX mail_allowance_started_at ON mail_allowance (started_at);
            CREATE TABLE password_request (
                id {id} PRIMARY KEY,
                email {text} NOT NULL,
                created_at {instant} NOT NULL
            ) {strict};
            CREATE TABLE known_device (
                account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                fingerprint {bytes} NOT NULL,
                last_seen_at {instant} NOT NULL,
                PRIMARY KEY (account_id, fingerprint)
            ) {strict};
            CREATE INDEX known_device_last_seen_at ON known_device (last_seen_at);
            CREATE TABLE second_factor (
                account_id {id} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
                secret {bytes} NOT NULL,
                last_step {int} NOT NULL,
                created_at {instant} NOT NULL,
                confirmed_at {instant}
            ) {strict};
            CREATE TABLE recovery_code (
                account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                mac {bytes} NOT NULL,
                used_at {instant},
                PRIMARY KEY (account_id, mac)
            ) {strict};
            CREATE TABLE login_challenge (
                hash {bytes} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                password_changed_at {instant} NOT NULL,
                expires_at {instant} NOT NULL
            ) {strict};
            CREATE INDEX login_challenge_expires_at ON login_challenge (expires_at);
            """
        ),
        Migration(
            id: "platform/accounts-003",
            """
            CREATE TABLE invitation (
                id {id} PRIMARY KEY,
                email {text} NOT NULL,
                role {text} NOT NULL,
                first_name {text} NOT NULL,
                last_name {text} NOT NULL,
                locale {text} NOT NULL,
                hash {bytes} NOT NULL UNIQUE,
                invited_by {id},
                created_at {instant} NOT NULL,
                sent_at {instant} NOT NULL,
                expires_at {instant} NOT NULL,
                accepted_at {instant},
                account_id {id} REFERENCES account (id) ON DELETE SET NULL,
                revoked_at {instant},
                CHECK (accepted_at IS NULL OR revoked_at IS NULL)
            ) {strict};
            CREATE UNIQUE INDEX invitation_open ON invitation (email)
                WHERE accepted_at IS NULL AND revoked_at IS NULL;
            """
        ),
        Migration(
            id: "platform/accounts-004",
            """
            CREATE TABLE registration (
                id {id} PRIMARY KEY,
                email {text} NOT NULL,
                phone {text},
                password_hash {text} NOT NULL,
                locale {text} NOT NULL,
                details {json} NOT NULL,
                hash {bytes} UNIQUE,
                created_at {instant} NOT NULL,
                expires_at {instant} NOT NULL
            ) {strict};
            CREATE INDEX registration_email ON registration (email);
            CREATE INDEX registration_expires_at ON registration (expires_at);
            """
        ),
        Migration(
            id: "platform/accounts-005",
            """
            ALTER TABLE account ADD COLUMN phone_key {text};
            ALTER TABLE account ADD COLUMN phone_verified_at {instant};
            CREATE UNIQUE INDEX account_phone_key ON account (phone_key) WHERE phone_key IS NOT NULL;
            CREATE INDEX registration_phone ON registration (phone) WHERE phone IS NOT NULL;
            CREATE TABLE phone_request (
                id {id} PRIMARY KEY,
                phone {text} NOT NULL,
                language {text} NOT NULL,
                created_at {instant} NOT NULL
            ) {strict};
            CREATE TABLE phone_code (
                subject {bytes} PRIMARY KEY,
                salt {bytes} NOT NULL,
                mac {bytes} NOT NULL,
                tries {int} NOT NULL CHECK (tries BETWEEN 0 AND 5),
                created_at {instant} NOT NULL,
                expires_at {instant} NOT NULL
            ) {strict};
            CREATE INDEX phone_code_expires_at ON phone_code (expires_at);
            """
        ),
        Migration(
            id: "platform/accounts-006",
            """
            ALTER TABLE registration ADD COLUMN phone_password_hash {text};
            UPDATE registration SET phone_password_hash = password_hash WHERE phone IS NOT NULL;
            ALTER TABLE registration DROP COLUMN password_hash;
            """
        ),
        Migration(
            id: "platform/accounts-007",
            """
            UPDATE account SET phone_key = NULL WHERE phone_verified_at IS NULL;
            CREATE INDEX account_phone ON account (phone) WHERE phone IS NOT NULL;
            """
        ),
        // After the migration that frees the numbers of mere claims, which would block their proven owners.
        TrunkPrefixes.migration,
        Migration(
            id: "platform/accounts-008",
            "ALTER TABLE login_attempt RENAME COLUMN locked_until TO clear_at"
        ),
        Migration(id: "platform/accounts-009", "ALTER TABLE session ADD COLUMN country {text}"),
    ]
}
