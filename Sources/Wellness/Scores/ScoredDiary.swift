import Kernel

/// The score of one local date in one domain.
struct DiaryScore: Hashable, Sendable {
    var domain: String
    var date: CivilDate
    var score: Int
}

/// The scored dates of one diary, each normalised by the domain's row of its date.
struct ScoredDiary: Sendable {
    let domains: DomainTable
    private let tracks: [String: Track]

    struct Day: Sendable {
        let value: Ratio
        /// Whether the value is at or above the domain's threshold.
        let meetsThreshold: Bool
    }

    /// The latest of several scores of one domain and date counts; a score outside every row does not.
    init(_ scores: [DiaryScore], by domains: DomainTable) {
        var tracks: [String: Track] = [:]
        for entry in scores {
            guard let row = domains.row(entry.domain, on: entry.date) else { continue }
            tracks[entry.domain, default: Track()].set(
                .init(score: entry.score, since: row.since),
                on: entry.date
            )
        }
        self.domains = domains
        self.tracks = tracks
    }

    func days(of domain: String, in dates: ClosedRange<CivilDate>) -> [Day] {
        (tracks[domain]?.marks(in: dates) ?? []).compactMap { mark in
            domains.row(domain, on: mark.since).map { row in
                let value = row.normalised(mark.score)
                return Day(value: value, meetsThreshold: value >= Ratio(row.threshold))
            }
        }
    }

    /// The mean of the scored dates of the span; no value below `least` of them.
    func mean(of domain: DiaryDomain, in dates: ClosedRange<CivilDate>, atLeast least: Int) -> DomainMean {
        let marks = tracks[domain.key]?.marks(in: dates) ?? []
        guard marks.count >= least, !marks.isEmpty else {
            return DomainMean(domain: domain, value: nil, days: marks.count)
        }
        // Dates of one row, the usual case, are summed as scores, without fractions.
        let value =
            marks.allSatisfy { $0.since == domain.since }
            ? domain.normalised(sum: marks.reduce(0) { $0 + $1.score }, of: marks.count)
            : days(of: domain.key, in: dates).map(\.value).mean
        return DomainMean(domain: domain, value: value, days: marks.count)
    }

    /// The means of the domains that are active on the last date of the span.
    func means(in dates: ClosedRange<CivilDate>, atLeast least: Int) -> Means {
        Means(
            domains: domains.active(on: dates.upperBound).map { mean(of: $0, in: dates, atLeast: least) }
        )
    }

    /// The rolling scores of a date: the means of the seven dates that end on it.
    func rolling(on date: CivilDate, _ policy: DiaryPolicy = .standard) -> Means {
        rolling(on: date, of: domains.active(on: date), policy)
    }

    /// The rolling scores of the domains that are active on the date.
    func rolling(
        on date: CivilDate,
        of active: [DiaryDomain],
        _ policy: DiaryPolicy = .standard
    ) -> Means {
        let dates = ClosedRange<CivilDate>.last(7, to: date)
        return Means(domains: active.map { mean(of: $0, in: dates, atLeast: policy.rollingDays) })
    }
}

extension ScoredDiary {
    /// The scores of one domain from the first scored date on, by their distance from it.
    fileprivate struct Track: Sendable {
        private var first = CivilDate(days: 0)
        private var marks: [Mark?] = []

        /// A score, and the first date of the domain's row that applies to it.
        struct Mark: Sendable {
            let score: Int
            let since: CivilDate
        }

        mutating func set(_ mark: Mark, on date: CivilDate) {
            if marks.isEmpty { first = date }
            if date < first {
                marks.insert(contentsOf: repeatElement(nil, count: first - date), at: 0)
                first = date
            }
            let missing = date - first - marks.count + 1
            if missing > 0 { marks.append(contentsOf: repeatElement(nil, count: missing)) }
            marks[date - first] = mark
        }

        func marks(in dates: ClosedRange<CivilDate>) -> [Mark] {
            let start = max(0, dates.lowerBound - first)
            let end = min(marks.count, dates.upperBound - first + 1)
            return start < end ? marks[start..<end].compactMap(\.self) : []
        }
    }
}

/// The mean of one domain over some dates.
struct DomainMean: Sendable {
    let domain: DiaryDomain
    /// From 0 to 100; nil with too few scored dates.
    let value: Ratio?
    /// The number of scored dates.
    let days: Int

    var band: Band? { value.map(domain.bands.band) }
}

/// The means of all domains over the same dates.
struct Means: Sendable {
    let domains: [DomainMean]

    /// The weighted mean of the domains; nil when fewer than half have a value.
    var total: Ratio? { weightedMean(of: domains.map { ($0.value, $0.domain.weight) }) }

    subscript(domain: String) -> DomainMean? { domains.first { $0.domain.key == domain } }
}

/// The weighted mean of the values that exist; nil when fewer than half do.
func weightedMean(of parts: [(value: Ratio?, weight: Int)]) -> Ratio? {
    let present = parts.compactMap { part in part.value.map { ($0, part.weight) } }
    let weight = present.reduce(0) { $0 + $1.1 }
    guard weight > 0, 2 * present.count >= parts.count else { return nil }
    return present.map { $0.0 * Ratio($0.1) }.sum / Ratio(weight)
}
