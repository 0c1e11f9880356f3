import Kernel
import Platform
import Store

/// The scores of one night: the dates and everything about them that is the same for all people.
struct NightlyScores: Sendable {
    let dates: ClosedRange<CivilDate>
    let domains: DomainTable
    /// The domains that are active on each of the dates.
    private let active: [CivilDate: [DiaryDomain]]
    private let prints: DomainPrints

    init(_ domains: DomainTable, on dates: ClosedRange<CivilDate>) {
        self.domains = domains
        self.dates = dates
        active = Dictionary(uniqueKeysWithValues: dates.days.map { ($0, domains.active(on: $0)) })
        prints = DomainPrints(domains, on: dates)
    }

    /// The dates whose logs have a part in the scores.
    private var logged: ClosedRange<CivilDate> {
        dates.lowerBound + (1 - StoredScore.windowDays)...dates.upperBound
    }

    /// The scores to write and to delete for one person.
    struct Repair: Sendable {
        let account: ID<Account>
        /// The count of the diary's changes, which shows whether it has changed meanwhile.
        let seq: Int
        var scores: [StoredScore] = []
        var surplus: [CivilDate] = []
        /// The number of scores that were missing; the others differed.
        var made = 0

        var isNeeded: Bool { !scores.isEmpty || !surplus.isEmpty }
    }

    /// The repairs of all people with accounts in a range, and the number of kept scores that were compared.
    func repairs(
        in accounts: ClosedRange<ID<Account>>,
        _ tx: borrowing Tx
    ) throws -> (repairs: [Repair], compared: Int) {
        var people = try people(in: accounts, tx)
        try addScores(in: accounts, to: &people, tx)
        try addKept(in: accounts, to: &people, tx)
        let repairs = people.map { repair($0, $1) }.filter(\.isNeeded)
        return (repairs.sorted { $0.account < $1.account }, people.reduce(0) { $0 + $1.value.kept.count })
    }

    private func repair(_ account: ID<Account>, _ person: Person) -> Repair {
        let inputs = ScoreInputs(person.scores, by: prints)
        let diary = ScoredDiary(person.scores, by: domains)
        var repair = Repair(account: account, seq: person.seq)
        let wanted = scoredDates(inputs)
        for date in wanted.sorted() {
            let kept = person.kept[date]
            if let kept, kept.hash == inputs.hash(on: date, kept.domains, kept.total) { continue }
            let means = diary.rolling(on: date, of: active[date] ?? [])
            repair.scores.append(StoredScore(means, on: date, of: inputs))
            if kept == nil { repair.made += 1 }
        }
        repair.surplus = person.kept.keys.filter { !wanted.contains($0) }
        return repair
    }

    /// The dates of the night with a score in their window.
    private func scoredDates(_ inputs: ScoreInputs) -> Set<CivilDate> {
        Set(inputs.dates.flatMap { date in (0..<StoredScore.windowDays).map { date + $0 } })
            .filter(dates.contains)
    }
}

extension NightlyScores {
    /// One person's logs and kept scores.
    fileprivate struct Person {
        let seq: Int
        var scores: [DiaryScore] = []
        var kept: [CivilDate: StoredScore] = [:]
    }

    private func people(
        in accounts: ClosedRange<ID<Account>>,
        _ tx: borrowing Tx
    ) throws -> [ID<Account>: Person] {
        var people: [ID<Account>: Person] = [:]
        try tx.forEach("SELECT d.account_id, d.seq FROM wellness_diary d WHERE \(Self.range(accounts))") {
            row in
            people[try row.next()] = Person(seq: try row.next())
        }
        return people
    }

    /// Domain by domain, so that the index of the scores is enough; a CROSS JOIN keeps SQLite to the written order.
    private func addScores(
        in accounts: ClosedRange<ID<Account>>,
        to people: inout [ID<Account>: Person],
        _ tx: borrowing Tx
    ) throws {
        try tx.stream(
            """
            SELECT l.account_id, l.domain, l.local_date, l.score
              FROM wellness_diary d
             CROSS JOIN (SELECT DISTINCT key FROM wellness_domain) k
             CROSS JOIN wellness_log l
             WHERE l.account_id = d.account_id AND l.domain = k.key AND \(Self.range(accounts)) AND l.score IS NOT NULL
               AND l.local_date BETWEEN \(logged.lowerBound) AND \(logged.upperBound)
            """
        ) { row in
            people[try row.next()]?.scores.append(try DiaryScore(&row))
        }
    }

    private func addKept(
        in accounts: ClosedRange<ID<Account>>,
        to people: inout [ID<Account>: Person],
        _ tx: borrowing Tx
    ) throws {
        try tx.stream(
            """
            SELECT s.account_id, \(StoredScore.columns)
              FROM wellness_diary d CROSS JOIN wellness_score s
             WHERE s.account_id = d.account_id AND \(Self.range(accounts))
               AND s.local_date BETWEEN \(dates.lowerBound) AND \(dates.upperBound)
            """
        ) { row in
            let account: ID<Account> = try row.next()
            let score = try StoredScore(&row)
            people[account]?.kept[score.date] = score
        }
    }

    private static func range(_ accounts: ClosedRange<ID<Account>>) -> SQL {
        "d.account_id BETWEEN \(accounts.lowerBound) AND \(accounts.upperBound)"
    }
}
