import Kernel
import Platform
import Store

/// One complete assessment of a person with an instrument, scored when it was submitted and never edited.
struct Assessment: Sendable {
    let id: ID<Assessment>
    let instrument: WellbeingScale.Key
    /// The version of the instrument whose bands it was scored by.
    let version: Int
    let takenAt: Instant
    let score: WellbeingScore
    let band: WellbeingBand.Level
    let copyright: String
    /// The change from the assessment before with the same instrument; nil for the first one.
    let change: WellbeingChange?

    static let answers = PersonSealedColumn("assessment", "answers", key: "id", account: "account_id")
}

extension Assessment: Record {
    static let columns: SQL =
        "a.id, a.instrument, a.version, a.taken_at, a.raw, a.metric, a.band, a.copyright, a.previous_at, a.previous_raw, a.previous_metric"

    init(_ row: inout Row) throws {
        id = try row.next()
        instrument = try row.next()
        version = try row.next()
        takenAt = try row.next()
        score = WellbeingScore(
            raw: try row.next(),
            metric: try row.next(Int?.self).map { Hundredths(units: $0) }
        )
        band = try row.next()
        copyright = try row.next()
        let previousAt: Instant? = try row.next()
        let previousRaw: Int? = try row.next()
        let previousMetric = try row.next(Int?.self).map { Hundredths(units: $0) }
        guard let previousAt, let previousRaw else {
            change = nil
            return
        }
        let previous = WellbeingScore(raw: previousRaw, metric: previousMetric)
        change = WellbeingScale.scale(instrument).change(from: (previous, previousAt), to: (score, takenAt))
    }
}

extension Assessment {
    /// All assessments of a person, each with the previous one.
    static func all(of account: ID<Account>) -> SQL {
        """
        (SELECT s.id, s.instrument, s.version, s.taken_at, s.raw, s.metric, s.band, i.copyright,
                LAG(s.taken_at) OVER earlier AS previous_at, LAG(s.raw) OVER earlier AS previous_raw,
                LAG(s.metric) OVER earlier AS previous_metric
           FROM assessment s JOIN instrument i ON i.key = s.instrument AND i.version = s.version
          WHERE s.account_id = \(account)
         WINDOW earlier AS (PARTITION BY s.instrument ORDER BY s.taken_at, s.id)) a
        """
    }

    static func find(_ id: ID<Assessment>, of account: ID<Account>, _ tx: borrowing Tx) throws -> Assessment {
        try tx.one("SELECT \(columns) FROM \(all(of: account)) WHERE a.id = \(id)")
    }

    static func list(
        _ page: PageRequest,
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> Page<Assessment> {
        try tx.page(
            page,
            "SELECT \(columns) FROM \(all(of: account))",
            order: SortOrder(.descending("taken_at", \.takenAt), .descending("id", \.id))
        )
    }

    /// The answers in item order.
    static func answers(
        _ id: ID<Assessment>,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> [Int] {
        let sealed: [UInt8]? = try tx.value(
            "SELECT answers FROM assessment WHERE id = \(id) AND account_id = \(account)"
        )
        guard let sealed else { throw Problem(.notFound) }
        return try JSON.decode([Int].self, from: answers.open(sealed, in: id, of: account, at: site, tx))
    }

    /// Scores complete answers by the instrument in force and keeps them.
    static func submit(
        _ answers: [Int?],
        to key: WellbeingScale.Key,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> ID<Assessment> {
        let instrument = try Instrument.inForce(key, tx)
        guard instrument.isActive else {
            throw Problem(.invalid, faults: [Problem.Fault("/instrument", .assessmentUnlicensed)])
        }
        let score = try instrument.scale.score(answers)
        let id = tx.newID(of: Assessment.self)
        let sealed = try Self.answers.seal(JSON.encode(answers), in: id, of: account, at: site, tx)
        try tx.execute(
            """
            INSERT INTO assessment (id, account_id, instrument, version, answers, raw, metric, band, taken_at)
            VALUES (\(id), \(account), \(key), \(instrument.version), \(sealed), \(score.raw), \(score.metric?.units),
                    \(instrument.scale.band(of: score, in: instrument.bands)), \(tx.now))
            """
        )
        return id
    }
}
