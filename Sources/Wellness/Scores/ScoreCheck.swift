import Kernel
import Platform
import Store

/// The outcome of one nightly check of the kept scores.
struct ScoreCheck: Sendable {
    let startedAt: Instant
    let finishedAt: Instant
    let count: Count

    /// The numbers of a check.
    struct Count: Sendable, Equatable {
        var accounts = 0
        /// Kept scores that were compared with their logs.
        var scores = 0
        /// Scores that no job had made yet.
        var made = 0
        /// Kept scores that differed from their logs; any is a defect.
        var differences = 0

        static func += (left: inout Count, right: Count) {
            left.accounts += right.accounts
            left.scores += right.scores
            left.made += right.made
            left.differences += right.differences
        }
    }
}

extension ScoreCheck: Record {
    static let columns: SQL =
        "c.started_at, c.finished_at, c.accounts, c.scores, c.made, c.differences"

    init(_ row: inout Row) throws {
        startedAt = try row.next()
        finishedAt = try row.next()
        count = Count(
            accounts: try row.next(),
            scores: try row.next(),
            made: try row.next(),
            differences: try row.next()
        )
    }

    /// The newest check; nil before the first night.
    static func latest(_ tx: borrowing Tx) throws -> ScoreCheck? {
        try tx.first("SELECT \(columns) FROM score_check c ORDER BY c.started_at DESC LIMIT 1")
    }

    /// Keeps the checks of 90 nights.
    static func record(_ count: Count, startedAt: Instant, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO score_check (id, started_at, finished_at, accounts, scores, made, differences)
            VALUES (\(tx.newID(of: ScoreCheck.self)), \(startedAt), \(tx.now), \(count.accounts), \(count.scores),
                    \(count.made), \(count.differences))
            """
        )
        try tx.execute("DELETE FROM score_check WHERE started_at < \(tx.now - .days(90))")
    }
}
