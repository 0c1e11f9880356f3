import Kernel
import Web

/// The days of somebody's figures.
struct AnalyticsSpan: Query {
    /// The first day; without it, 90 days with the last.
    var from: CivilDate?
    /// The last day; without it, today.
    var to: CivilDate?

    private static let standard = 90
    private static let longest = 366

    func period(at now: Instant, in zone: Zone) throws(Problem) -> AnalyticsPeriod {
        let to = to ?? zone.civil(now).date
        let from = from ?? to + (1 - Self.standard)
        guard from <= to else { throw Problem(.invalid, faults: [.init("query/from", .endsBeforeItStarts)]) }
        guard to - from < Self.longest else {
            throw Problem(.invalid, faults: [.init("query/from", .spanTooLong)])
        }
        return AnalyticsPeriod(from: from, to: to, zone: zone)
    }
}

/// Whole days of a time zone.
struct AnalyticsPeriod: Sendable {
    let from: CivilDate
    let to: CivilDate
    let zone: Zone

    var start: Instant { zone.instant(of: from, at: .midnight) }
    /// The first moment after it.
    var end: Instant { zone.instant(of: to + 1, at: .midnight) }

    /// The window of its figures, an interval of ISO 8601.
    var window: String { "\(from)/\(to)" }

    /// Its months, oldest first; the first and the last may be parts.
    var months: [(month: CalendarMonth, days: AnalyticsPeriod)] {
        CalendarMonth.all(from: CalendarMonth(of: from), through: CalendarMonth(of: to)).map { month in
            let (first, last) = (max(from, month.firstDay), min(to, month.lastDay))
            return (month, AnalyticsPeriod(from: first, to: last, zone: zone))
        }
    }
}
