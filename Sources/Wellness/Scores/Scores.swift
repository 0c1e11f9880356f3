import Kernel
import Platform
import Store

/// The scores of diaries: pure functions of the logs, kept so that reading is quick.
enum Scores {
    /// Deletes the kept scores that the logs of these dates are part of; called in the transaction that changes them.
    ///
    /// The next reading computes them again, and the nightly ``RecomputeScores`` keeps them. No job names the account: the
    /// list of jobs must not show when a person writes.
    static func changed(
        _ account: ID<Account>,
        _ dates: some Sequence<CivilDate>,
        _ tx: borrowing Tx
    ) throws {
        let dates = Set(dates)
        guard !dates.isEmpty else { return }
        let scored = Set(dates.flatMap { date in (0..<StoredScore.windowDays).map { date + $0 } })
        try tx.execute(
            "DELETE FROM wellness_score WHERE account_id = \(account) AND local_date \(in: scored.sorted())"
        )
        try WeeklySummary.changed(account, Set(dates.map(ISOWeek.init(containing:))), tx)
    }

    static let migrations = [
        Migration(
            id: "wellness/scores-001",
            """
            -- The figures are text, because the nightly check compares them byte by byte.
            CREATE TABLE wellness_score (
                account_id {id} NOT NULL REFERENCES account (id),
                local_date {date} NOT NULL,
                domains {text} NOT NULL,
                total {text} NOT NULL,
                days {int} NOT NULL,
                input_hash {bytes} NOT NULL,
                computed_at {instant} NOT NULL,
                PRIMARY KEY (account_id, local_date)
            ) {strict};
            CREATE TABLE score_check (
                id {id} PRIMARY KEY,
                started_at {instant} NOT NULL,
                finished_at {instant} NOT NULL,
                accounts {int} NOT NULL,
                scores {int} NOT NULL,
                made {int} NOT NULL,
                differences {int} NOT NULL
            ) {strict};
            CREATE INDEX score_check_started ON score_check (started_at);
            """
        )
    ]
}
