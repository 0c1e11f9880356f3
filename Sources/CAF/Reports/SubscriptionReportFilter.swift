import Kernel
import Platform
import Store
import Web

/// Which plans a report counts, and over which days of the office.
struct SubscriptionReportFilter: Query, ReportFilter {
    var from: CivilDate?
    var to: CivilDate?
    var plan: [Line<1, 100>]?

    var period: ReportPeriod { ReportPeriod(from: from, to: to) }
    var faults: [Problem.Fault] {
        let months = Self.count(from: from, to: to)
        return period.faults + (months > Self.maximumMonths ? [Problem.Fault("from", .tooLongAPeriod)] : [])
    }

    /// That a column is one of the plans.
    func covers(_ column: SQL) -> SQL { plan.map { "\(column) \(in: $0)" } ?? "TRUE" }
}

// Months, for what is told month by month.
extension SubscriptionReportFilter {
    private static let maximumMonths = 60

    /// The months that the period touches; without a beginning, twelve up to its end.
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
