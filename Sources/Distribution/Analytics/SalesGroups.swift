import Kernel
import Platform
import Store

/// The key that sales are grouped by.
enum SalesGrouping: String, Codable, CaseIterable, Sendable {
    /// By day in Asia/Baghdad.
    case day
    /// By week from Saturday to Friday.
    case week
    /// By calendar month.
    case month
    /// By delivery zone of the order.
    case zone
    /// By seller.
    case company
}

/// The sales of one day, week, month, zone or company.
struct SalesGroup: Codable, Sendable, Equatable {
    /// First day as a local date in Asia/Baghdad, or the id of the zone or company.
    var key: String
    /// The zone's or the company's name in the caller's language; absent for days, weeks and months.
    var title: String?
    /// Totals of the group.
    var sales: SalesTotals
}

/// Sales by local calendar, including days without sales.
enum SalesCalendar {
    static func groups(
        _ days: [Int32: SalesTotals],
        in period: AnalyticsPeriod,
        by grouping: SalesGrouping
    ) -> [SalesGroup] {
        var groups: [SalesGroup] = []
        for number in period.first.days...period.last.days {
            let key = start(of: grouping, around: CivilDate(days: number)).description
            if groups.last?.key != key { groups.append(SalesGroup(key: key, sales: SalesTotals())) }
            guard let sales = days[number] else { continue }
            groups[groups.count - 1].sales = groups[groups.count - 1].sales + sales
        }
        return groups
    }

    /// Weeks start on Saturday, as they do in Iraq (CLDR).
    static func start(of grouping: SalesGrouping, around date: CivilDate) -> CivilDate {
        switch grouping {
        case .week: date + -((date.weekday + 1) % 7)
        case .month: date + (1 - date.parts.day)
        default: date
        }
    }
}

extension SalesGroup {
    /// By date, or by total with the highest first.
    static func list(
        by grouping: SalesGrouping,
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [SalesGroup] {
        switch grouping {
        case .day, .week, .month:
            SalesCalendar.groups(try days(filter, in: period, context, tx), in: period, by: grouping)
        case .zone:
            try named("delivery_zone n", by: "o.zone_id", filter, in: period, context, tx)
        case .company:
            try named("company n", by: "o.company_id", filter, in: period, context, tx)
        }
    }

    static func days(
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [Int32: SalesTotals] {
        let day = AnalyticsSQL.day(of: "o.placed_at", context.zone, at: context.now)
        let sold = SalesTotals.sold(filter, in: period, context, by: day)
        var days: [Int32: SalesTotals] = [:]
        try tx.forEach("SELECT s.grouped, \(SalesTotals.sums) FROM (\(sold)) AS s GROUP BY s.grouped") {
            row in
            let day = try row.next(Int32.self)
            days[day] = try SalesTotals(&row)
        }
        return days
    }

    private static func named(
        _ table: SQL,
        by column: SQL,
        _ filter: AnalyticsFilter,
        in period: AnalyticsPeriod,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [SalesGroup] {
        let sold = SalesTotals.sold(filter, in: period, context, by: column)
        var groups: [SalesGroup] = []
        try tx.forEach(
            """
            SELECT g.grouped, \(AnalyticsSQL.of("n.name", in: context.languages)), \(SalesTotals.columns)
              FROM (SELECT s.grouped AS grouped, \(SalesTotals.sums) FROM (\(sold)) AS s GROUP BY s.grouped) AS g
              JOIN \(table) ON n.id = g.grouped
             ORDER BY g.total DESC, g.grouped
            """
        ) { row in
            let id = try row.next(ID<Subject>.self)
            let title = try row.next(String.self)
            groups.append(SalesGroup(key: id.description, title: title, sales: try SalesTotals(&row)))
        }
        return groups
    }
}
