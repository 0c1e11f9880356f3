import Kernel
import Platform
import Store

extension Visit {
    static let migrations = [
        Migration(
            id: "marketplace/visits-001",
            """
            CREATE TABLE visit (
                id {id} PRIMARY KEY,
                job_id {id} NOT NULL REFERENCES market_job (id),
                provider_id {id} NOT NULL REFERENCES provider (id),
                proposed_by {text} NOT NULL CHECK (proposed_by IN ('customer', 'provider')),
                from_at {instant} NOT NULL,
                until_at {instant} NOT NULL,
                note {text} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('proposed', 'agreed', 'declined', 'done', 'no_show', 'cancelled')),
                booking_id {id} REFERENCES booking (id),
                expires_at {instant},
                answered_at {instant},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK (from_at < until_at),
                CHECK (state <> 'agreed' OR booking_id IS NOT NULL)
            ) {strict};
            CREATE INDEX visit_job ON visit (job_id, provider_id);
            CREATE INDEX visit_provider ON visit (provider_id, created_at);
            CREATE INDEX visit_open ON visit (provider_id) WHERE state IN ('proposed', 'agreed');
            """
        )
    ]

    static func find(_ id: ID<Visit>, _ tx: borrowing Tx) throws -> Visit {
        try tx.one("SELECT \(columns) FROM \(source) WHERE v.id = \(id)")
    }

    /// A visit of this job and of the caller's side of it; unknown to everybody else.
    static func find(
        _ id: ID<Visit>,
        on job: ID<Job>,
        for caller: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> Visit {
        try tx.one(
            """
            SELECT \(columns) FROM \(source)
             WHERE v.id = \(id) AND v.job_id = \(job) AND (j.customer_id = \(caller) OR p.account_id = \(caller))
            """
        )
    }

    static func list(where condition: SQL, _ tx: borrowing Tx) throws -> [Visit] {
        try tx.all(
            "SELECT \(columns) FROM \(source) WHERE v.state \(in: Status.open) AND \(condition) ORDER BY v.id"
        )
    }

    /// The proposed and agreed visits of a customer and a provider, on all jobs.
    static func countOpen(
        of customer: ID<Account>,
        _ provider: ID<Provider>,
        _ tx: borrowing Tx
    ) throws -> Int {
        try tx.value(
            """
            SELECT COUNT(*) FROM \(source)
             WHERE v.provider_id = \(provider) AND j.customer_id = \(customer) AND v.state \(in: Status.open)
            """,
            as: Int.self
        ) ?? 0
    }

    static let personalData = PersonalData(
        "visits",
        ["en": "Visits"],
        tables: ["visit"],
        rows: { account in
            """
            visit v WHERE (v.job_id IN (SELECT j.id FROM market_job j WHERE j.customer_id = \(account))
                           OR v.provider_id IN (SELECT p.id FROM provider p WHERE p.account_id = \(account)))
            """
        },
        export: .init(
            by: "v.id",
            .id("job", "v.job_id"),
            .instant("from", "v.from_at"),
            .instant("until", "v.until_at"),
            .text("state", "v.state"),
            .text("proposed_by", "v.proposed_by")
        ),
        erasure: .anonymise(because: ["en": "The other side of the visit keeps the fact, without its text."])
        { account, _ in
            [
                """
                UPDATE visit SET note = '-'
                 WHERE job_id IN (SELECT j.id FROM market_job j WHERE j.customer_id = \(account))
                    OR provider_id IN (SELECT p.id FROM provider p WHERE p.account_id = \(account))
                """
            ]
        }
    )
}
