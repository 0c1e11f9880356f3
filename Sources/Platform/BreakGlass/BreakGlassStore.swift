import Kernel
import Store

extension BreakGlassGrant: Record {
    package static let columns: SQL =
        """
        g.id, g.requester_id, g.subject_id, g.scopes, g.cause, g.ticket, g.minutes, g.state, g.approver_id, g.requested_at,
        g.starts_at, g.ends_at, (SELECT COUNT(*) FROM break_glass_read r WHERE r.grant_id = g.id) AS reads, g.reviewer_id,
        g.verdict, g.version
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        requester = try row.next()
        subject = try row.next()
        scopes = try row.json()
        cause = try row.next()
        ticket = try row.next()
        minutes = try row.next()
        status = try row.next()
        approver = try row.next()
        requestedAt = try row.next()
        startsAt = try row.next()
        endsAt = try row.next()
        reads = try row.next()
        reviewer = try row.next()
        verdict = try row.next()
        version = try row.next()
    }

    /// The state at a moment, even where a job has not made the due step yet.
    static func state(at now: Instant) -> SQL {
        """
        CASE WHEN g.state = 'active' AND g.ends_at <= \(now) THEN 'expired'
             WHEN g.state = 'requested' AND g.requested_at <= \(now - approvalTime) THEN 'lapsed'
             ELSE g.state END
        """
    }

    static func find(_ id: ID<BreakGlassGrant>, _ tx: borrowing Tx) throws -> BreakGlassGrant {
        try tx.one("SELECT \(columns) FROM break_glass g WHERE g.id = \(id)")
    }

    /// Newest first.
    static func list(
        _ page: PageRequest,
        where conditions: [SQL],
        _ tx: borrowing Tx
    ) throws -> Page<BreakGlassGrant> {
        try tx.page(
            page,
            "SELECT \(columns) FROM break_glass g WHERE \(SQL.all(conditions))",
            order: SortOrder(.descending("requested_at", \.requestedAt), .descending("id", \.id))
        )
    }

    /// Whether a grant of the requester has ended and waits for its review.
    static func awaitsReview(of requester: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM break_glass g
             WHERE g.requester_id = \(requester) AND \(state(at: tx.now)) IN ('ended', 'expired')
            """
        )
    }

    static func insert(
        _ request: NewBreakGlass,
        by requester: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> BreakGlassGrant {
        let id = tx.newID(of: BreakGlassGrant.self)
        try tx.execute(
            """
            INSERT INTO break_glass (id, requester_id, subject_id, scopes, cause, ticket, minutes, state, requested_at,
                                     updated_at, version)
            VALUES (\(id), \(requester), \(request.subjectId), \(json: request.scopes), \(request.cause),
                    \(request.ticket), \(request.minutes.value), \(Status.requested), \(tx.now), \(tx.now), 1)
            """
        )
        return try find(id, tx)
    }

    func approved(by approver: ID<Account>, _ tx: borrowing Tx) throws -> BreakGlassGrant {
        try tx.execute("UPDATE break_glass SET approver_id = \(approver) WHERE id = \(id)")
        return try Self.find(id, tx)
    }

    func judged(
        _ review: BreakGlassReview,
        by reviewer: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> BreakGlassGrant {
        try tx.execute(
            """
            UPDATE break_glass
               SET reviewer_id = \(reviewer), verdict = \(review.verdict), review_note = \(review.note), reviewed_at = \(tx.now)
             WHERE id = \(id)
            """
        )
        return try Self.find(id, tx)
    }

    /// Records a read of the requester.
    ///
    /// It changes the row of the grant, so that a read and an end at the same moment follow one another.
    func read(_ scope: Scope, _ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE break_glass SET version = version + 1
             WHERE id = \(id) AND version = \(version) AND state = 'active' AND ends_at > \(tx.now)
            """
        )
        try tx.execute(
            """
            INSERT INTO break_glass_read (id, grant_id, at, scope)
            VALUES (\(tx.newID(of: BreakGlassRead.self)), \(id), \(tx.now), \(scope.rawValue))
            """
        )
    }
}

/// One read with a grant.
enum BreakGlassRead {}
