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
    /// The days that are meant, the last thirty when none are.
    func period(_ context: ReportContext) throws -> AnalyticsPeriod {
        try ReportPeriod(from: from, to: to).days(context, usually: 30)
    }

    /// Of the zone and the company, and none that the caller may not see; `o` is the order.
    func orders(_ context: ReportContext) -> SQL {
        SQL.all([
            Order.visible(to: context.scope),
            SQL.all(
                [zoneId.map { "o.zone_id = \($0)" }, companyId.map { "o.company_id = \($0)" }].compactMap(
                    \.self
                )
            ),
        ])
    }
}
