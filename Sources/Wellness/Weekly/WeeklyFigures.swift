import Kernel

/// The numbers of one person's week.
struct WeeklyFigures: Sendable {
    let week: ISOWeek
    let means: Means
    let before: Means
    /// The days of the streak on the last date of the week.
    let streak: Int
    let circle: ResetCircle

    /// The difference of a domain's means; nil without both.
    func delta(of domain: String) -> Ratio? {
        guard let now = means[domain]?.value, let then = before[domain]?.value else { return nil }
        return now - then
    }

    /// Whether a summary is due: the week has an entry.
    static func isDue(_ dates: Set<CivilDate>, in week: ISOWeek) -> Bool {
        week.dates.days.contains(where: dates.contains)
    }
}

extension ScoredDiary {
    /// The diary must reach back 56 dates from the end of the week; `dates` are those with an entry.
    func weekly(
        _ week: ISOWeek,
        dates: Set<CivilDate>,
        in zones: ZoneHistory,
        _ policy: DiaryPolicy = .standard
    ) -> WeeklyFigures {
        let end = week.dates.upperBound
        let streaks = Streaks(dates.filter { $0 <= end }, today: end, in: zones)
        return WeeklyFigures(
            week: week,
            means: means(in: week.dates, atLeast: policy.weekDays),
            before: means(in: week.previous.dates, atLeast: policy.weekDays),
            streak: streaks.current?.days ?? 0,
            circle: resetCircle(on: end)
        )
    }
}
