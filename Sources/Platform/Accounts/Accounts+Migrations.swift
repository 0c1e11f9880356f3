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
        )
    ]
}
