import Store

/// The tables of privacy, append-only.
let privacyMigrations: [Migration] = [
    Migration(
        id: "caf/privacy-001",
        """
        INSERT INTO policy_consent (id, account_id, purpose, policy_version, is_granted, given_at, source, given_by)
        SELECT id, account_id, purpose, policy_version, is_granted, given_at, source, account_id FROM consent;
        DROP TABLE consent;
        CREATE TABLE retained_identity (
            account_id {id} PRIMARY KEY REFERENCES account (id),
            first_name {text} NOT NULL,
            last_name {text} NOT NULL,
            codice_fiscale {text},
            birth_date {date},
            retained_at {instant} NOT NULL
        ) {strict};
        """
    )
]
