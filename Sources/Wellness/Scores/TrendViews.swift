import Kernel
import Web

/// The periods of a trend.
struct TrendQuery: Query {
    /// The length of one period.
    var period: TrendPeriod
    /// A date of the first period; by default the answer has 30 days, 12 weeks or 4 quarters.
    var from: CivilDate?
    /// A date of the last period; today in the caller's time zone when absent.
    var to: CivilDate?
    /// The key of the only domain to show, every active one when absent; the total always covers all domains.
    var domain: Line<1, 40>?

    /// At most 366 days, or ten years of weeks or quarters.
    func dates(today: CivilDate) throws -> ClosedRange<CivilDate> {
        try DateSpan(from: from, to: to).dates(
            usually: { last in period.start(periods: period.usualCount, before: last) },
            atMost: period == .day ? DateSpan.maximumDays : 3_660,
            today: today
        )
    }
}

extension TrendPeriod {
    func start(of date: CivilDate) -> CivilDate { dates(containing: date).lowerBound }

    /// The first date of the `count` periods up to the period of `last`.
    fileprivate func start(periods count: Int, before last: CivilDate) -> CivilDate {
        (1..<count).reduce(start(of: last)) { first, _ in start(of: first + -1) }
    }
}

/// The trend of the caller's diary.
struct TrendsView: View {
    /// The periods in their order, the last one up to its end, even if that is in the future.
    var points: [Point]

    /// One period.
    struct Point: Codable, Sendable {
        /// The first date of the period.
        var from: CivilDate
        /// The last date of the period.
        var to: CivilDate
        /// The means by the keys of the domains that are active at the end of the period.
        var domains: [String: Mean]
        /// The weighted mean of all active domains.
        var total: ShownTotal
    }

    /// The mean of one domain in one period.
    struct Mean: Codable, Sendable {
        /// The mean from 0 to 100, where more is always better; absent with too few scored dates.
        var value: Tenths?
        /// The band of the mean before rounding; absent without a value.
        var band: Band?
        /// The number of scored dates.
        var days: Int
        /// The difference from the period before; absent when one of the two has no value.
        var change: Tenths?
        /// The direction of the change; absent without a change.
        var direction: TrendPoint.Direction?
    }

    init(_ points: [TrendPoint], only domain: String?) {
        self.points = points.map { point in
            let means = point.means.domains.filter { domain == nil || $0.domain.key == domain }
            return Point(
                from: point.dates.lowerBound,
                to: point.dates.upperBound,
                domains: Dictionary(
                    uniqueKeysWithValues: means.map {
                        ($0.domain.key, Mean($0, point.change(of: $0.domain.key)))
                    }
                ),
                total: ShownTotal(point.means.total)
            )
        }
    }
}

extension TrendsView.Mean {
    fileprivate init(_ mean: DomainMean, _ change: TrendPoint.Change?) {
        value = mean.value.map { Tenths($0) }
        band = mean.band
        days = mean.days
        self.change = change.map { Tenths($0.difference) }
        direction = change?.direction
    }
}
