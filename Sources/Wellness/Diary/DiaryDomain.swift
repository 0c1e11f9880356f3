import Kernel

/// One dated row of a diary domain; a change of the domain is a new row.
struct DiaryDomain: Hashable, Sendable {
    var key: String
    /// The first local date that the row applies to.
    var since: CivilDate
    var lo: Int
    var hi: Int
    var step = 1
    var direction = Direction.up
    var weight = 1
    /// The normalised value from which a date counts for the Reset Circle.
    var threshold = 60
    var bands = Bands.standard
    /// The place among the domains.
    var position = 0
    var isRetired = false

    enum Direction: String, Codable, CaseIterable, Sendable {
        /// A higher score is better.
        case up
        /// A lower score is better.
        case down
    }

    /// The score on the scale from 0 to 100 on which more is always better.
    func normalised(_ score: Int) -> Ratio {
        Ratio(100 * (direction == .up ? score - lo : hi - score), over: hi - lo)
    }

    /// The mean of `count` normalised scores with that sum.
    func normalised(sum: Int, of count: Int) -> Ratio {
        let points = direction == .up ? sum - count * lo : count * hi - sum
        return Ratio(100 * points, over: count * (hi - lo))
    }

    /// The refusal of a score that the row does not allow.
    func refusal(of score: Int) -> Refusal? {
        guard (lo...hi).contains(score) else { return .logOutOfRange(lo...hi) }
        return (score - lo).isMultiple(of: step) ? nil : .logOffStep(step)
    }
}

/// All rows of all domains.
struct DomainTable: Sendable {
    private let rows: [String: [DiaryDomain]]

    init(_ rows: [DiaryDomain]) {
        self.rows = Dictionary(grouping: rows, by: \.key).mapValues { $0.sorted { $0.since < $1.since } }
    }

    func isKnown(_ key: String) -> Bool { rows[key] != nil }

    /// The newest row of the domain that applies to the date; nil before the first one.
    func row(_ key: String, on date: CivilDate) -> DiaryDomain? {
        rows[key]?.last { $0.since <= date }
    }

    /// The rows that apply to the date, one for each domain, by key.
    func rows(on date: CivilDate) -> [DiaryDomain] {
        rows.keys.sorted().compactMap { row($0, on: date) }
    }

    /// The domain on a date on which it is not retired.
    func active(_ key: String, on date: CivilDate) -> DiaryDomain? {
        row(key, on: date).flatMap { $0.isRetired ? nil : $0 }
    }

    /// The domains of the date in their order.
    func active(on date: CivilDate) -> [DiaryDomain] {
        rows.keys.compactMap { active($0, on: date) }.sorted {
            ($0.position, $0.key) < ($1.position, $1.key)
        }
    }

    /// The domains that are active on every date of the span, in their order, as on its last date.
    func active(throughout dates: ClosedRange<CivilDate>) -> [DiaryDomain] {
        active(on: dates.upperBound).filter { domain in
            let changes = rows[domain.key, default: []].filter { dates.contains($0.since) }
            return active(domain.key, on: dates.lowerBound) != nil && changes.allSatisfy { !$0.isRetired }
        }
    }
}

extension DomainTable {
    /// The domains of a new installation.
    // swift-format-ignore
    static func standard(since: CivilDate) -> DomainTable {
        DomainTable([
            DiaryDomain(key: "sleep",      since: since, lo: 1, hi: 10,  position: 1),
            DiaryDomain(key: "mood",       since: since, lo: 1, hi: 10,  position: 2),
            DiaryDomain(key: "energy",     since: since, lo: 1, hi: 10,  position: 3),
            DiaryDomain(key: "nutrition",  since: since, lo: 1, hi: 10,  position: 4),
            DiaryDomain(key: "connection", since: since, lo: 1, hi: 10,  position: 5),
            DiaryDomain(key: "stress",     since: since, lo: 1, hi: 10,  direction: .down, position: 6),
            DiaryDomain(key: "focus",      since: since, lo: 0, hi: 5,   position: 7),
            DiaryDomain(key: "movement",   since: since, lo: 0, hi: 120, step: 5, position: 8),
        ])
    }
}
