import Kernel
import Logging
import Platform
import Store

/// Checks the kept scores of the last 35 dates against the logs every night, and makes the missing ones.
///
/// It reads and computes people by ranges of their accounts, while the range before is being written.
struct RecomputeScores: Job {
    static let kind = "wellness.recompute_scores"
    static let policy = JobPolicy(queue: .scoring, timeout: .hours(1))

    private static let days = 35

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, started) = (call.site, call.now)
        let nightly = try await site.db.read { tx in
            NightlyScores(try DiaryDomain.table(tx), on: .last(Self.days, to: .latest(at: started)))
        }
        var count = ScoreCheck.Count()
        var slice = try await ScoreSlice.next(after: nil, of: nightly, at: site)
        while let current = slice {
            async let following = ScoreSlice.next(after: current.last, of: nightly, at: site)
            count += try await current.save(at: site)
            slice = try await following
        }
        let result = count
        try await site.db.write { tx in try ScoreCheck.record(result, startedAt: started, tx) }
        if count.differences > 0 {
            call.log.warning("\(count.differences) kept scores differed from their logs")
        }
        return .done
    }
}

/// The people of one range of accounts, with the repairs of their kept scores.
struct ScoreSlice: Sendable {
    let last: ID<Account>
    private let repairs: [NightlyScores.Repair]
    private let count: ScoreCheck.Count

    private static let people = 500
    /// Few enough that other writers need not wait long.
    private static let writes = 25

    static func next(
        after previous: ID<Account>?,
        of nightly: NightlyScores,
        at site: Site
    ) async throws -> ScoreSlice? {
        try await site.db.read { tx in
            let rest: SQL? = previous.map { "WHERE d.account_id > \($0)" }
            let accounts: [ID<Account>] = try tx.values(
                "SELECT d.account_id FROM wellness_diary d \(rest) ORDER BY d.account_id LIMIT \(people)"
            )
            guard let first = accounts.first, let last = accounts.last else { return nil }
            let found = try nightly.repairs(in: first...last, tx)
            let count = ScoreCheck.Count(accounts: accounts.count, scores: found.compared)
            return ScoreSlice(last: last, repairs: found.repairs, count: count)
        }
    }

    func save(at site: Site) async throws -> ScoreCheck.Count {
        var count = count
        for start in stride(from: 0, to: repairs.count, by: Self.writes) {
            let part = Array(repairs[start..<min(start + Self.writes, repairs.count)])
            count += try await site.db.write { tx in try Self.save(part, tx) }
        }
        return count
    }

    /// Skips a diary that has changed since then: its stale scores are deleted already, and the next reading computes them.
    private static func save(_ repairs: [NightlyScores.Repair], _ tx: borrowing Tx) throws -> ScoreCheck.Count
    {
        var present: [ID<Account>: Int] = [:]
        try tx.forEach(
            "SELECT account_id, seq FROM wellness_diary WHERE account_id \(in: repairs.map(\.account))"
        ) { row in present[try row.next()] = try row.next() }
        var count = ScoreCheck.Count()
        for repair in repairs where present[repair.account] == repair.seq {
            for score in repair.scores { try score.save(of: repair.account, tx) }
            if !repair.surplus.isEmpty {
                try tx.post(
                    """
                    DELETE FROM wellness_score
                     WHERE account_id = \(repair.account) AND local_date \(in: repair.surplus.sorted())
                    """
                )
            }
            count.made += repair.made
            count.differences += repair.scores.count - repair.made + repair.surplus.count
        }
        return count
    }
}
