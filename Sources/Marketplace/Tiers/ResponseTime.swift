import Kernel
import Platform
import Store

/// How long a provider takes for the first answer, as the server measures it.
enum ResponseTime {
    /// An unanswered question counts for two days; a younger one does not count yet.
    static let cap = 2_880
    private static let least = 5
    private static let window = Duration.days(90)

    /// The lower median; nil below five cases.
    static func median(of minutes: [Int]) -> Int? {
        guard minutes.count >= least else { return nil }
        return min(minutes.sorted()[(minutes.count - 1) / 2], cap)
    }

    /// The cases of a provider of the last 90 days.
    static func cases(of provider: ID<Provider>, at now: Instant, _ tx: borrowing Tx) throws -> [Int] {
        try cases(of: provider, where: "c.asked_at > \(now - window) AND c.asked_at <= \(now)", tx)
            .compactMap { $0.minutes(at: now) }
    }

    /// The cases of a provider that began within a time, as they stand now.
    static func cases(
        of provider: ID<Provider>,
        from start: Instant,
        until end: Instant,
        at now: Instant,
        _ tx: borrowing Tx
    ) throws -> [Int] {
        try cases(of: provider, where: "c.asked_at >= \(start) AND c.asked_at < \(end)", tx)
            .compactMap { $0.minutes(at: now) }
    }

    /// The answer in one job; nil when nothing was asked, or not answered yet.
    static func of(_ provider: ID<Provider>, in job: ID<Job>, _ tx: borrowing Tx) throws -> Int? {
        try cases(of: provider, where: "c.job_id = \(job)", tx).first.flatMap { $0.minutes(at: tx.now) }
    }

    /// A job was directed at the provider, or its customer opened the chat; then the provider quoted, declined, answered a
    /// visit or wrote.
    private static func cases(
        of provider: ID<Provider>,
        where condition: SQL,
        _ tx: borrowing Tx
    ) throws -> [Case] {
        try tx.all(
            """
            WITH asked AS (
                SELECT d.job_id, d.asked_at FROM job_direction d WHERE d.provider_id = \(provider)
                UNION ALL
                SELECT t.job_id, m.written_at FROM chat t
                  JOIN chat_message m ON m.chat_id = t.id AND m.seq = 1 AND m.author_id = t.customer_id
                 WHERE t.provider_id = \(provider)),
            cases AS (SELECT a.job_id, MIN(a.asked_at) AS asked_at FROM asked a GROUP BY a.job_id)
            SELECT c.asked_at,
                   (SELECT MIN(r.created_at) FROM quote q JOIN quote_revision r ON r.quote_id = q.id
                     WHERE q.job_id = c.job_id AND q.provider_id = \(provider) AND r.created_at >= c.asked_at),
                   (SELECT MIN(h.at) FROM history h JOIN provider p ON p.account_id = h.actor_id
                     WHERE h.subject_kind = \(Job.kind) AND h.subject_id = c.job_id AND h.event = \(Job.Event.decline.rawValue)
                       AND p.id = \(provider) AND h.at >= c.asked_at),
                   (SELECT MIN(v.answered_at) FROM visit v
                     WHERE v.job_id = c.job_id AND v.provider_id = \(provider) AND v.proposed_by = \(Job.Side.customer)
                       AND v.answered_at >= c.asked_at),
                   (SELECT MIN(m.written_at) FROM chat t JOIN chat_message m ON m.chat_id = t.id
                      JOIN provider p ON p.id = t.provider_id
                     WHERE t.job_id = c.job_id AND t.provider_id = \(provider) AND m.author_id = p.account_id
                       AND m.written_at >= c.asked_at)
              FROM cases c WHERE \(condition)
            """
        )
    }

    private struct Case: RowDecodable {
        let askedAt: Instant
        let answeredAt: Instant?

        init(_ row: inout Row) throws {
            askedAt = try row.next()
            let answers: [Instant?] = [try row.next(), try row.next(), try row.next(), try row.next()]
            answeredAt = answers.compactMap(\.self).min()
        }

        func minutes(at now: Instant) -> Int? {
            if let answeredAt { return min(Self.minutes(answeredAt - askedAt), cap) }
            return Self.minutes(now - askedAt) >= cap ? cap : nil
        }

        private static func minutes(_ time: Duration) -> Int { Int(time.components.seconds / 60) }
    }
}
