import Store

/// The tables of customers and their families, append-only.
let customerMigrations: [Migration] = [
    Migration(
        id: "caf/001-customers",
        """
        CREATE TABLE profile (
            account_id {id} PRIMARY KEY REFERENCES account (id),
            first_name {text} NOT NULL,
            last_name {text} NOT NULL,
            codice_fiscale {text},
            birth_date {date},
            sex {text} CHECK (sex IN ('F', 'M')),
            birthplace {text},
            birthplace_code {text},
            residence {json},
            domicile {json},
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE UNIQUE INDEX profile_codice_fiscale ON profile (codice_fiscale);

        CREATE TABLE consent (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id),
            purpose {text} NOT NULL CHECK (purpose IN ('privacy', 'terms', 'marketing')),
            policy_version {text} NOT NULL,
            is_granted {bool} NOT NULL,
            given_at {instant} NOT NULL,
            source {text} NOT NULL
        ) {strict};
        CREATE INDEX consent_account ON consent (account_id, given_at);

        CREATE TABLE family_member (
            id {id} PRIMARY KEY,
            customer_id {id} NOT NULL REFERENCES profile (account_id),
            codice_fiscale {text} NOT NULL,
            details {json} NOT NULL,
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        CREATE UNIQUE INDEX family_member_codice_fiscale ON family_member (customer_id, codice_fiscale);
        """
    )
]

/// Owners of completed requests count as verified: they have shown a document to the office.
let codiceFiscaleClaims = Migration(
    id: "caf/005-codice-fiscale-claims",
    """
    ALTER TABLE profile ADD COLUMN codice_fiscale_verified_at {instant};
    UPDATE profile SET codice_fiscale_verified_at = updated_at
     WHERE codice_fiscale IS NOT NULL
       AND EXISTS (SELECT 1 FROM service_request r
                    WHERE r.customer_id = profile.account_id AND r.status IN ('completed', 'closed'));
    DROP INDEX profile_codice_fiscale;
    CREATE UNIQUE INDEX profile_codice_fiscale ON profile (codice_fiscale)
        WHERE codice_fiscale_verified_at IS NOT NULL;
    CREATE INDEX profile_codice_fiscale_claimed ON profile (codice_fiscale);
    """
)
