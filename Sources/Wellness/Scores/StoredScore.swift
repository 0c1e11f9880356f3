import Crypto
import Kernel
import Platform
import Store

/// The rolling score of one date, as a job has kept it.
struct StoredScore: Sendable {
    let date: CivilDate
    /// The domains as JSON, and the total.
    let domains: String
    let total: String
    /// The number of scores in the window.
    let days: Int
    let hash: [UInt8]

    /// The dates of a rolling mean.
    static let windowDays = 7
}

extension StoredScore: Record {
    static let columns: SQL = "s.local_date, s.domains, s.total, s.days, s.input_hash"

    init(_ row: inout Row) throws {
        date = try row.next()
        domains = try row.next()
        total = try row.next()
        days = try row.next()
        hash = try row.next()
    }
}

extension StoredScore {
    init(_ means: Means, on date: CivilDate, of inputs: ScoreInputs) {
        self.date = date
        domains = means.json
        total = ShownTotal(means.total).json
        days = means.days
        hash = inputs.hash(on: date, domains, total)
    }

    static func list(
        of account: ID<Account>,
        in dates: ClosedRange<CivilDate>,
        _ tx: borrowing Tx
    ) throws -> [StoredScore] {
        try tx.all(
            """
            SELECT \(columns) FROM wellness_score s
             WHERE s.account_id = \(account) AND s.local_date BETWEEN \(dates.lowerBound) AND \(dates.upperBound)
            """
        )
    }

    func save(of account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.post(
            """
            INSERT INTO wellness_score (account_id, local_date, domains, total, days, input_hash, computed_at)
            VALUES (\(account), \(date), \(domains), \(total), \(days), \(hash), \(tx.now))
            ON CONFLICT (account_id, local_date) DO UPDATE
               SET domains = excluded.domains, total = excluded.total, days = excluded.days,
                   input_hash = excluded.input_hash, computed_at = excluded.computed_at
            """
        )
    }
}

/// The inputs of the rolling scores of one person, and the hash that shows whether a kept score follows from them.
struct ScoreInputs: Sendable {
    /// Raised when the formula changes: all kept scores differ then.
    private static let formula: UInt8 = 1

    private let days: [CivilDate: [UInt8]]
    private let domains: DomainPrints

    init(_ scores: [DiaryScore], by domains: DomainPrints) {
        var days: [CivilDate: [UInt8]] = [:]
        for score in scores.sorted(by: { $0.domain < $1.domain }) {
            days[score.date, default: []].append(score)
        }
        self.days = days
        self.domains = domains
    }

    var dates: some Collection<CivilDate> { days.keys }

    /// Covers all inputs of the date's score, and the score itself.
    func hash(on date: CivilDate, _ shown: String, _ total: String) -> [UInt8] {
        var input = [Self.formula]
        input.reserveCapacity(1_024)
        input += domains.print(on: date)
        for day in ClosedRange<CivilDate>.last(StoredScore.windowDays, to: date).days {
            input += days[day] ?? []
            input.append(0xFF)
        }
        input += shown.utf8
        input.append(0xFF)
        input += total.utf8
        return Array(SHA256.hash(data: input).prefix(16))
    }
}

/// The rows of the domains that a score depends on, in a short form.
struct DomainPrints: Sendable {
    private let prints: [CivilDate: [UInt8]]

    init(_ table: DomainTable, on dates: ClosedRange<CivilDate>) {
        let pairs = dates.days.map { date in
            let window = ClosedRange<CivilDate>.last(StoredScore.windowDays, to: date).days
            let rows = window.flatMap { day in table.rows(on: day).map { "\(day) \($0.fingerprint)" } }
            return (date, Array(SHA256.hash(data: Array(rows.joined(separator: "\n").utf8)).prefix(16)))
        }
        prints = Dictionary(uniqueKeysWithValues: pairs)
    }

    func print(on date: CivilDate) -> [UInt8] { prints[date] ?? [] }
}

extension DiaryDomain {
    /// The members that a score depends on.
    fileprivate var fingerprint: String {
        "\(key) \(lo) \(hi) \(direction.rawValue) \(weight) \(bands.amber) \(bands.green) \(isRetired)"
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ score: DiaryScore) {
        append(contentsOf: score.domain.utf8)
        append(0)
        Swift.withUnsafeBytes(of: Int32(clamping: score.score).littleEndian) { append(contentsOf: $0) }
    }
}
