import Kernel
import Platform
import Store
import Web

/// Filters of a report about subscriptions.
struct SubscriptionReportFilter: Query, ReportFilter {
    /// The first day, in the office's time zone.
    ///
    /// Without it, sums have no lower bound and monthly figures cover twelve months.
    var from: CivilDate?
    /// The last day, in the office's time zone; no upper bound by default.
    var to: CivilDate?
    /// Only these plans, by their ids or payment purposes.
    var plan: [Line<1, 100>]?

    var period: ReportPeriod { ReportPeriod(from: from, to: to) }
    var faults: [Problem.Fault] {
        let months = Self.count(from: from, to: to)
        return period.faults + (months > Self.maximumMonths ? [Problem.Fault("from", .tooLongAPeriod)] : [])
    }

    /// A condition that a column is one of the plans.
    func covers(_ column: SQL) -> SQL { plan.map { "\(column) \(in: $0)" } ?? "TRUE" }
}

// Months, for monthly reports.
extension SubscriptionReportFilter {
    private static let maximumMonths = 60

    /// The months of the period; without a first day, the last twelve.
    func months(_ context: ReportContext) -> [CivilDate] {
        let last = Self.index(of: to ?? context.zone.civil(context.now).date)
        let first = from.map(Self.index) ?? last - 11
        return (max(first, last - Self.maximumMonths)...max(first, last)).suffix(Self.maximumMonths)
            .compactMap(
                Self.first
            )
    }

    static func following(_ month: CivilDate) -> CivilDate {
        first(of: index(of: month) + 1) ?? month + 31
    }

    private static func index(of date: CivilDate) -> Int {
        date.parts.year * 12 + date.parts.month - 1
    }

    private static func first(of index: Int) -> CivilDate? {
        CivilDate(index / 12, index % 12 + 1, 1)
    }

    private static func count(from: CivilDate?, to: CivilDate?) -> Int {
        guard let from, let to, from <= to else { return 0 }
        return index(of: to) - index(of: from) + 1
    }
}
