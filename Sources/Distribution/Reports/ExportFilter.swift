import Kernel
import Platform
import Store
import Web

/// Which rows are exported; all that the caller may see when nothing is said.
struct ExportFilter: Query, ReportFilter {
    var from: CivilDate?
    var to: CivilDate?
    var zoneId: ID<DeliveryZone>?
    var companyId: ID<Company>?
    var status: [Order.Status]?

    var period: ReportPeriod { ReportPeriod(from: from, to: to) }
    var faults: [Problem.Fault] { period.faults }
}

extension ExportFilter {
    /// Nil when none is said: a form sends `status=` for that.
    var statuses: [Order.Status]? { status.flatMap { $0.isEmpty ? nil : $0 } }

    /// Of orders `o`.
    func orders(_ context: ReportContext) -> SQL {
        let asked: [SQL?] = [
            zoneId.map { "o.zone_id = \($0)" }, companyId.map { "o.company_id = \($0)" },
            statuses.map { "o.status \(in: $0)" },
        ]
        return SQL.all(
            [Order.visible(to: context.scope), period.contains("o.placed_at", in: context.zone)]
                + asked.compactMap(\.self)
        )
    }

    /// Of products `p`.
    func products(_ context: ReportContext) -> SQL {
        analytics.products(context)
    }

    /// Of shop owners `m`, by when they came.
    func customers(_ context: ReportContext) -> SQL {
        let asked: [SQL?] = [
            zoneId.map { "m.zone_id = \($0)" },
            companyId.map {
                "EXISTS (SELECT 1 FROM sales_order b WHERE b.customer_id = m.account_id AND b.company_id = \($0))"
            },
        ]
        return SQL.all(
            [AnalyticsReach.customers(context.scope), period.contains("m.created_at", in: context.zone)]
                + asked.compactMap(\.self)
        )
    }

    var analytics: AnalyticsFilter {
        AnalyticsFilter(from: from, to: to, zoneId: zoneId, companyId: companyId)
    }
}

/// Begins the file with the mark by which Excel knows the encoding.
struct ExcelQuery: Query {
    var bom: Bool?
}
