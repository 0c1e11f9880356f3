import Kernel
import Platform
import Store
import Web

/// The days, zone and company that figures are counted for.
struct AnalyticsFilter: Query {
    /// First day included, a local date in Asia/Baghdad; 29 days before `to` when absent.
    var from: CivilDate?
    /// Last day included, a local date in Asia/Baghdad; today when absent.
    var to: CivilDate?
    /// Only figures of this zone.
    var zoneId: ID<DeliveryZone>?
    /// Only figures of this company.
    var companyId: ID<Company>?
}

extension AnalyticsFilter {
    /// The days requested, or else the last thirty.
    func period(_ context: ReportContext) throws -> AnalyticsPeriod {
        try ReportPeriod(from: from, to: to).days(context, usually: 30)
    }

    /// The condition on orders `o`: zone, company and the caller's scope.
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
