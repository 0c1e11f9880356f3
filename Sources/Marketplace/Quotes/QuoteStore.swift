import Kernel
import Platform
import Store

extension Quote: Record {
    static let columns: SQL =
        """
        q.id, q.job_id, q.provider_id, q.account_id, q.n, q.state, q.job_revision, q.amount, q.counter_amount,
        q.countered_until, q.start_at, q.minutes, q.valid_until, q.terms, q.created_at, q.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        job = try row.next()
        provider = try row.next()
        account = try row.next()
        n = try row.next()
        status = try row.next()
        jobRevision = try row.next()
        amount = try row.next()
        counter = try row.next()
        counteredUntil = try row.next()
        startAt = try row.next()
        minutes = try row.next()
        validUntil = try row.next()
        terms = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<Quote>, _ tx: borrowing Tx) throws -> Quote {
        try tx.one("SELECT \(columns) FROM quote q WHERE q.id = \(id)")
    }

    /// `not_found` also for a quote of another job.
    static func find(_ id: ID<Quote>, on job: ID<Job>, _ tx: borrowing Tx) throws -> Quote {
        try tx.one("SELECT \(columns) FROM quote q WHERE q.id = \(id) AND q.job_id = \(job)")
    }

    /// The quote of one provider; nil when there is none.
    static func find(of provider: ID<Provider>, on job: ID<Job>, _ tx: borrowing Tx) throws -> Quote? {
        try tx.first(
            "SELECT \(columns) FROM quote q WHERE q.job_id = \(job) AND q.provider_id = \(provider)"
        )
    }

    static func list(on job: ID<Job>, in states: [Status], _ tx: borrowing Tx) throws -> [Quote] {
        try tx.all(
            """
            SELECT \(columns) FROM quote q WHERE q.job_id = \(job) AND q.state \(in: states) ORDER BY q.id
            """
        )
    }

    /// The open quotes of a provider, on any job.
    static func list(of provider: ID<Provider>, in states: [Status], _ tx: borrowing Tx) throws -> [Quote] {
        try tx.all(
            """
            SELECT \(columns) FROM quote q WHERE q.provider_id = \(provider) AND q.state \(in: states) ORDER BY q.id
            """
        )
    }

    /// Whether the job has a quote that keeps it in the state `quoted`.
    static func isAnyOpen(on job: ID<Job>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM quote q WHERE q.job_id = \(job) AND q.state \(in: Status.open)")
    }

    static func count(on job: ID<Job>, in states: [Status], _ tx: borrowing Tx) throws -> Int {
        try tx.value(
            "SELECT COUNT(*) FROM quote q WHERE q.job_id = \(job) AND q.state \(in: states)",
            as: Int.self
        ) ?? 0
    }
}
