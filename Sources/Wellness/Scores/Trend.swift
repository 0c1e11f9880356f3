import Kernel

/// The length of the periods of a trend.
enum TrendPeriod: String, Codable, CaseIterable, Sendable {
    /// One date.
    case day
    /// A week of ISO 8601, Monday to Sunday.
    case week
    /// A quarter of the calendar year.
    case quarter

    func dates(containing date: CivilDate) -> ClosedRange<CivilDate> {
        switch self {
        case .day: date...date
        case .week: ISOWeek(containing: date).dates
        case .quarter: CalendarQuarter(containing: date).dates
        }
    }

    /// The number of periods of an answer without a span of its own.
    var usualCount: Int {
        switch self {
        case .day: 30
        case .week: 12
        case .quarter: 4
        }
    }

    func leastDays(_ policy: DiaryPolicy) -> Int {
        switch self {
        case .day: 1
        case .week: policy.weekDays
        case .quarter: policy.quarterDays
        }
    }
}

/// The means of one period and their changes from the period before.
struct TrendPoint: Sendable {
    let dates: ClosedRange<CivilDate>
    let means: Means
    let before: Means

    /// The change of a domain from the period before; nil without both values.
    func change(of domain: String) -> Change? {
        guard let now = means[domain]?.value, let then = before[domain]?.value else { return nil }
        return Change(now - then)
    }

    /// The difference of two means.
    struct Change: Sendable {
        let difference: Ratio

        init(_ difference: Ratio) {
            self.difference = difference
        }

        var direction: Direction {
            difference >= Ratio(5) ? .up : difference <= Ratio(-5) ? .down : .steady
        }
    }

    /// The direction of a change.
    enum Direction: String, Codable, CaseIterable, Sendable {
        /// At least five points more than in the period before.
        case up
        /// At least five points less than in the period before.
        case down
        /// Less than five points either way.
        case steady
    }
}

extension ScoredDiary {
    /// One point for each period that has a date in the span, in their order.
    ///
    /// The diary must reach back to the period before the first one.
    func trend(
        by period: TrendPeriod,
        over span: ClosedRange<CivilDate>,
        _ policy: DiaryPolicy = .standard
    ) -> [TrendPoint] {
        let least = period.leastDays(policy)
        var dates = period.dates(containing: span.lowerBound)
        var before = means(in: period.dates(containing: dates.lowerBound + -1), atLeast: least)
        var points: [TrendPoint] = []
        while dates.lowerBound <= span.upperBound {
            let now = means(in: dates, atLeast: least)
            points.append(TrendPoint(dates: dates, means: now, before: before))
            before = now
            dates = period.dates(containing: dates.upperBound + 1)
        }
        return points
    }
}
