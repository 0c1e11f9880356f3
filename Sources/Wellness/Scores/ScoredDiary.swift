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
    private let days: [String: [CivilDate: Day]]

    struct Day: Sendable {
        let value: Ratio
        /// Whether the value is at or above the domain's threshold.
        let meetsThreshold: Bool
    }

    /// The latest of several scores of one domain and date counts; a score outside every row does not.
    init(_ scores: [DiaryScore], by domains: DomainTable) {
        var days: [String: [CivilDate: Day]] = [:]
        for entry in scores {
            guard let row = domains.row(entry.domain, on: entry.date) else { continue }
            let value = row.normalised(entry.score)
            days[entry.domain, default: [:]][entry.date] =
                Day(value: value, meetsThreshold: value >= Ratio(row.threshold))
        }
        self.domains = domains
        self.days = days
    }

    func days(of domain: String, in dates: ClosedRange<CivilDate>) -> [Day] {
        guard let scored = days[domain] else { return [] }
        return dates.days.compactMap { scored[$0] }
    }

    /// The mean of the scored dates of the span; no value below `least` of them.
    func mean(of domain: DiaryDomain, in dates: ClosedRange<CivilDate>, atLeast least: Int) -> DomainMean {
        let values = days(of: domain.key, in: dates).map(\.value)
        let value = values.count < least ? nil : values.mean
        return DomainMean(domain: domain, value: value, days: values.count)
    }

    /// The means of the domains that are active on the last date of the span.
    func means(in dates: ClosedRange<CivilDate>, atLeast least: Int) -> Means {
        Means(
            domains: domains.active(on: dates.upperBound).map { mean(of: $0, in: dates, atLeast: least) }
        )
    }

    /// The rolling scores of a date: the means of the seven dates that end on it.
    func rolling(on date: CivilDate, _ policy: DiaryPolicy = .standard) -> Means {
        means(in: .last(7, to: date), atLeast: policy.rollingDays)
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
