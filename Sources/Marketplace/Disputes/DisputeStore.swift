import Kernel
import Platform
import Store

extension Dispute: Record {
    static let columns: SQL =
        """
        d.id, d.job_id, j.region_id, j.customer_id, p.account_id, d.state, d.kind, d.opened_by, d.text, d.answer,
        d.proposed, d.ruling, d.appeal, d.first_deciders, d.lsm_id, d.expires_at, d.next_event, d.created_at, d.version
        """

    static let source: SQL =
        "dispute d JOIN market_job j ON j.id = d.job_id JOIN provider p ON p.id = j.provider_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        job = try row.next()
        region = try row.next()
        customer = try row.next()
        provider = try row.next()
        status = try row.next()
        kind = try row.next()
        openedBy = try row.next()
        text = try row.next()
        answer = try row.json()
        proposed = try row.json()
        ruling = try row.json()
        appeal = try row.json()
        firstDeciders = try row.json()
        manager = try row.next()
        expiresAt = try row.next()
        nextEvent = try row.next()
        openedAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<Dispute>, _ tx: borrowing Tx) throws -> Dispute {
        try tx.one("SELECT \(columns) FROM \(source) WHERE d.id = \(id)")
    }

    /// The dispute of a job; nil when there has been none.
    static func find(on job: ID<Job>, _ tx: borrowing Tx) throws -> Dispute? {
        try tx.first("SELECT \(columns) FROM \(source) WHERE d.job_id = \(job)")
    }

    /// The dispute of a job within a scope; unknown to everybody else.
    static func find(on job: ID<Job>, within scope: Scope, _ tx: borrowing Tx) throws -> Dispute {
        try tx.one("SELECT \(columns) FROM \(source) WHERE d.job_id = \(job) AND \(visible(to: scope))")
    }

    /// Both sides see their own; local managers those of their regions, and those in which they acted first.
    static func visible(to scope: Scope) -> SQL {
        guard let caller = scope.actor.account else { return scope.reach == .all ? "TRUE" : "FALSE" }
        return switch scope.reach {
        case .all: "TRUE"
        case .own: "(j.customer_id = \(caller) OR p.account_id = \(caller))"
        case .area: "(\(Area.region.of("j.region_id")(caller)) OR d.lsm_id = \(caller))"
        case .none, .assigned: "FALSE"
        }
    }
}

extension Dispute {
    static let migrations = [
        Migration(
            id: "marketplace/disputes-001",
            """
            CREATE TABLE dispute (
                id {id} PRIMARY KEY,
                job_id {id} NOT NULL UNIQUE REFERENCES market_job (id),
                state {text} NOT NULL CHECK (state IN ('open', 'answered', 'decided', 'appealed', 'final')),
                kind {text} NOT NULL CHECK (kind IN ('not_started', 'not_delivered', 'quality', 'damage', 'other')),
                opened_by {text} NOT NULL CHECK (opened_by IN ('customer', 'provider', 'system')),
                text {text} NOT NULL,
                answer {json},
                proposed {json},
                ruling {json},
                appeal {json},
                first_deciders {json} NOT NULL,
                lsm_id {id} REFERENCES account (id),
                expires_at {instant},
                next_event {text},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK (state NOT IN ('decided', 'appealed') OR ruling IS NOT NULL),
                CHECK (state <> 'appealed' OR appeal IS NOT NULL),
                CHECK ((expires_at IS NULL) = (next_event IS NULL))
            ) {strict};
            CREATE INDEX dispute_newest ON dispute (created_at, id);
            CREATE INDEX dispute_undecided ON dispute (created_at) WHERE state IN ('open', 'answered', 'appealed');
            CREATE INDEX dispute_lsm ON dispute (lsm_id) WHERE lsm_id IS NOT NULL;

            CREATE TABLE dispute_file (
                dispute_id {id} NOT NULL REFERENCES dispute (id),
                side {text} NOT NULL CHECK (side IN ('customer', 'provider')),
                position {int} NOT NULL CHECK (position BETWEEN 1 AND 10),
                file_id {id} NOT NULL UNIQUE REFERENCES stored_file (id),
                PRIMARY KEY (dispute_id, side, position)
            ) {strict};
            """
        )
    ]

    /// A dispute decides about money, so its record stays as long as the books.
    static let personalData = PersonalData(
        "disputes",
        ["en": "Disputes"],
        tables: ["dispute", "dispute_file"],
        rows: { account in
            """
            dispute d WHERE d.job_id IN (
                SELECT j.id FROM market_job j LEFT JOIN provider p ON p.id = j.provider_id
                 WHERE j.customer_id = \(account) OR p.account_id = \(account))
            """
        },
        export: .init(
            by: "d.id",
            .id("job", "d.job_id"),
            .text("kind", "d.kind"),
            .text("state", "d.state"),
            .text("opened_by", "d.opened_by"),
            .text("text", "d.text"),
            .instant("created_at", "d.created_at")
        ),
        erasure: .keep(
            .init(for: .years(7), from: "d.created_at"),
            because: ["en": "Records of decisions about money are kept for seven years."]
        )
    )
}
