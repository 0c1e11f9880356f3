import Store

extension PrivacyRequests {
    static let migrations = [
        Migration(
            id: "platform/privacy-requests-001",
            """
            CREATE TABLE privacy_request (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id),
                kind {text} NOT NULL,
                note {bytes},
                handling_note {bytes},
                state {text} NOT NULL,
                received_at {instant} NOT NULL,
                due_at {instant} NOT NULL,
                decided_at {instant},
                reason {text},
                warned_at {instant},
                updated_at {instant} NOT NULL,
                version {int} NOT NULL
            ) {strict};
            CREATE UNIQUE INDEX privacy_request_open ON privacy_request (account_id, kind)
                WHERE state IN ('received', 'verified', 'processing');
            CREATE INDEX privacy_request_account ON privacy_request (account_id, received_at);
            CREATE INDEX privacy_request_received_at ON privacy_request (received_at, id);
            """
        )
    ]
}
