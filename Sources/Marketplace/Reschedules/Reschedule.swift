import Kernel
import Platform
import Store

/// A proposal of one side of a funded job to do the work at another time.
struct Reschedule: Sendable {
    let id: ID<Reschedule>
    let job: ID<Job>
    let proposedBy: Job.Side
    let from: Instant
    let until: Instant
    let reason: Reason
    let status: Status
    let expiresAt: Instant?
    let createdAt: Instant
    let version: Int

    /// The new duration of the work.
    var minutes: Int { Int((until - from).components.seconds / 60) }
}

extension Reschedule: LifecycleSubject {
    static let kind = "reschedule"
    static let guardRefusal = Problem.Code.illegalTransition

    /// The state of a proposed new time.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for the answer of the other side, 48 hours at most and not beyond the present start.
        case proposed
        /// The work has moved.
        case accepted
        /// Declined, or not answered in time.
        case declined
        /// Taken back by its proposer.
        case withdrawn
    }

    /// A move of a proposed new time along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The other side accepts.
        case accept
        /// The other side declines.
        case decline
        /// The proposer takes it back.
        case withdraw
        /// Nobody answered in time, or the job is no longer funded.
        case lapse
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Reschedule, Status, Event>(start: .proposed) {
        // event       from             to              needs
        On(.accept,   from: .proposed, to: .accepted,  needs: .jobPropose)
        On(.decline,  from: .proposed, to: .declined,  needs: .jobPropose)
        On(.withdraw, from: .proposed, to: .withdrawn, needs: .jobPropose)
        On(.lapse,    from: .proposed, to: .declined,  needs: .jobRun)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Reschedule {
        try tx.changeOne(
            """
            UPDATE reschedule
               SET state = \(status), expires_at = NULL, updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Deadline.clear(of: Self.kind, id, tx)
        return try Self.find(id, tx)
    }
}

extension Reschedule: Record {
    static let columns: SQL =
        """
        r.id, r.job_id, r.proposed_by, r.from_at, r.until_at, r.reason, r.state, r.expires_at, r.created_at, r.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        job = try row.next()
        proposedBy = try row.next()
        from = try row.next()
        until = try row.next()
        reason = try row.next()
        status = try row.next()
        expiresAt = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<Reschedule>, _ tx: borrowing Tx) throws -> Reschedule {
        try tx.one("SELECT \(columns) FROM reschedule r WHERE r.id = \(id)")
    }

    /// `not_found` also for a proposal of another job.
    static func find(_ id: ID<Reschedule>, on job: ID<Job>, _ tx: borrowing Tx) throws -> Reschedule {
        try tx.one("SELECT \(columns) FROM reschedule r WHERE r.id = \(id) AND r.job_id = \(job)")
    }

    /// The proposal of a job that waits for an answer.
    static func open(on job: ID<Job>, _ tx: borrowing Tx) throws -> Reschedule? {
        try tx.first("SELECT \(columns) FROM reschedule r WHERE r.job_id = \(job) AND r.state = 'proposed'")
    }

    static func open(on jobs: [ID<Job>], _ tx: borrowing Tx) throws -> [ID<Job>: Reschedule] {
        guard !jobs.isEmpty else { return [:] }
        let open: [Reschedule] = try tx.all(
            "SELECT \(columns) FROM reschedule r WHERE r.job_id \(in: jobs) AND r.state = 'proposed'"
        )
        return Dictionary(uniqueKeysWithValues: open.map { ($0.job, $0) })
    }
}

extension Reschedule {
    static let migrations = [
        Migration(
            id: "marketplace/reschedules-001",
            """
            CREATE TABLE reschedule (
                id {id} PRIMARY KEY,
                job_id {id} NOT NULL REFERENCES market_job (id),
                proposed_by {text} NOT NULL CHECK (proposed_by IN ('customer', 'provider')),
                from_at {instant} NOT NULL,
                until_at {instant} NOT NULL,
                reason {text} NOT NULL,
                state {text} NOT NULL CHECK (state IN ('proposed', 'accepted', 'declined', 'withdrawn')),
                expires_at {instant},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK (from_at < until_at),
                CHECK ((state = 'proposed') = (expires_at IS NOT NULL))
            ) {strict};
            CREATE INDEX reschedule_job ON reschedule (job_id);
            CREATE UNIQUE INDEX reschedule_open ON reschedule (job_id) WHERE state = 'proposed';
            """
        )
    ]

    static let personalData = PersonalData(
        "reschedules",
        ["en": "Proposed new times"],
        tables: ["reschedule"],
        rows: { "reschedule r WHERE r.job_id IN (\(jobs(of: $0)))" },
        export: .init(
            by: "r.id",
            .id("job", "r.job_id"),
            .text("proposed_by", "r.proposed_by"),
            .instant("from", "r.from_at"),
            .instant("until", "r.until_at"),
            .text("reason", "r.reason"),
            .text("state", "r.state")
        ),
        erasure: .anonymise(because: ["en": "The other side of the job keeps the fact, without its text."]) {
            account,
            _ in
            ["UPDATE reschedule SET reason = '---' WHERE job_id IN (\(jobs(of: account)))"]
        }
    )

    /// The jobs of both sides.
    @Sendable private static func jobs(of account: ID<Account>) -> SQL {
        """
        SELECT j.id FROM market_job j
         WHERE j.customer_id = \(account) OR j.provider_id IN (SELECT p.id FROM provider p WHERE p.account_id = \(account))
        """
    }
}
