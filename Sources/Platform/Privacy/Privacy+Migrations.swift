import Store

extension Privacy {
    static let migrations = [
        Migration(
            id: "platform/privacy-001",
            """
            CREATE TABLE policy_consent (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id),
                purpose {text} NOT NULL CHECK (purpose <> ''),
                policy_version {text} NOT NULL,
                is_granted {bool} NOT NULL,
                given_at {instant} NOT NULL,
                source {text} NOT NULL,
                given_by {id}
            ) {strict};
            CREATE INDEX policy_consent_account ON policy_consent (account_id, purpose, given_at, id);
            CREATE TABLE legal_hold (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id),
                reason {text} NOT NULL,
                placed_by {id},
                placed_at {instant} NOT NULL,
                lifted_by {id},
                lifted_at {instant}
            ) {strict};
            CREATE INDEX legal_hold_account ON legal_hold (account_id) WHERE lifted_at IS NULL;
            CREATE INDEX legal_hold_placed_at ON legal_hold (placed_at, id);
            CREATE TABLE erasure (
                account_id {id} PRIMARY KEY REFERENCES account (id),
                erased_at {instant} NOT NULL,
                erased_by {id},
                cause {text} NOT NULL,
                plan {json} NOT NULL
            ) {strict};
            CREATE INDEX erasure_erased_at ON erasure (erased_at);
            """
        )
    ]
}
