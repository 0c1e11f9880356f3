import Kernel
import Platform
import Store

/// The jobs and quotes of a provider within a time.
struct ProviderWork: RowDecodable {
    let completed: Int
    let failed: Int
    let refunded: Int
    let started: Int
    let onTime: Int
    let quoted: Int
    let won: Int

    /// Completed, failed by the provider, or refunded whole after a dispute.
    var awarded: Int { completed + failed + refunded }

    init(_ row: inout Row) throws {
        completed = try row.next()
        failed = try row.next()
        refunded = try row.next()
        started = try row.next()
        onTime = try row.next()
        quoted = try row.next()
        won = try row.next()
    }

    static func of(
        _ provider: ID<Provider>,
        from start: Instant,
        until end: Instant,
        _ tx: borrowing Tx
    ) throws -> ProviderWork {
        let isOver: SQL = "w.over_at > \(start) AND w.over_at <= \(end)"
        let hasStarted: SQL = "w.started_at > \(start) AND w.started_at <= \(end)"
        return try tx.one(
            """
            WITH work AS (
                SELECT j.state, j.over_at, j.started_at, j.start_at, j.completed_at, j.is_provider_failure,
                       d.ruling -> 'decision' ->> 'outcome' AS outcome
                  FROM market_job j LEFT JOIN dispute d ON d.job_id = j.id
                 WHERE j.provider_id = \(provider))
            SELECT COUNT(*) FILTER (WHERE w.state = 'completed' AND w.completed_at > \(start) AND w.completed_at <= \(end)),
                   COUNT(*) FILTER (WHERE w.state = 'cancelled' AND w.is_provider_failure AND \(isOver)),
                   COUNT(*) FILTER (WHERE w.state = 'cancelled' AND NOT w.is_provider_failure
                                      AND w.outcome = 'refund_all' AND \(isOver)),
                   COUNT(*) FILTER (WHERE \(hasStarted)),
                   COUNT(*) FILTER (WHERE \(hasStarted) AND w.started_at <= w.start_at + \(pg: "interval '15 minutes'", sqlite: "900000000")),
                   (SELECT COUNT(*) FROM quote q
                     WHERE q.provider_id = \(provider) AND q.created_at > \(start) AND q.created_at <= \(end)),
                   (SELECT COUNT(*) FROM quote q
                     WHERE q.provider_id = \(provider) AND q.created_at > \(start) AND q.created_at <= \(end)
                       AND q.state = 'won')
              FROM work w
            """
        )
    }

    /// The completed jobs that tiers count.
    static func jobs(of provider: ID<Provider>, within days: Int, _ tx: borrowing Tx) throws -> Int {
        try tx.value(
            """
            SELECT COUNT(*) FROM market_job j
             WHERE j.provider_id = \(provider) AND j.state = 'completed' AND j.completed_at > \(tx.now - .days(days))
            """
        ) ?? 0
    }
}
