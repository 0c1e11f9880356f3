import Kernel
import Platform
import Store
import Web

/// Which orders are counted: of which days, zone and company.
struct AnalyticsFilter: Query {
    var from: CivilDate?
    var to: CivilDate?
    var zoneId: ID<DeliveryZone>?
    var companyId: ID<Company>?
}

extension AnalyticsFilter {
    private static let usualDays = 30
    private static let mostDays = 731

    /// The days that are meant, the last thirty when none are; refused with 422 when there is no sense in them.
    func period(_ context: ReportContext) throws -> InsightPeriod {
        let today = context.zone.civil(context.now).date
        let asked = ReportPeriod(from: from, to: to)
        var faults = asked.faults.map { Problem.Fault("query/\($0.pointer)", $0.refusal) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        let last = to ?? max(today, from ?? today)
        let first = from ?? last + (1 - Self.usualDays)
        if last - first >= Self.mostDays { faults.append(Problem.Fault("query/to", .periodTooLong)) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return InsightPeriod(first: first, last: last)
    }

    /// Of the zone and the company, and none that the caller may not see; `o` is the order.
    func orders(_ context: ReportContext) -> SQL {
        SQL.all([
            SalesOrder.visible(to: context.scope),
            SQL.all(
                [zoneId.map { "o.zone_id = \($0)" }, companyId.map { "o.company_id = \($0)" }].compactMap(
                    \.self
                )
            ),
        ])
    }
}

/// Whole days of the market's calendar, the first and the last included.
struct InsightPeriod: Sendable, Equatable {
    let first: CivilDate
    let last: CivilDate

    /// Just as long, and just before.
    var before: InsightPeriod {
        InsightPeriod(first: first + -(last - first + 1), last: first + -1)
    }

    func contains(_ column: SQL, in zone: Zone) -> SQL {
        ReportPeriod(from: first, to: last).contains(column, in: zone)
    }
}

extension InsightPeriod: Codable {
    private enum CodingKeys: String, CodingKey {
        case first = "from"
        case last = "to"
    }
}

// swift-format-ignore
extension Refusal {
    static let periodTooLong = Refusal("period_too_long", ["en": "makes a period of more than two years", "ar": "يجعل المدة أطول من سنتين", "ku": "ماوەکە لە دوو ساڵ زیاتر دەکات"])
}
