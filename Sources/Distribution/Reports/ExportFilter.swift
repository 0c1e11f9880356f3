import Kernel
import Platform
import Store
import Web

/// The filter of an export; without one it contains all rows that the caller may see.
struct ExportFilter: Query, ReportFilter {
    /// First day included, a local date in Asia/Baghdad; no lower bound when absent.
    var from: CivilDate?
    /// Last day included, a local date in Asia/Baghdad; no upper bound when absent.
    var to: CivilDate?
    /// Only rows of this zone.
    var zoneId: ID<DeliveryZone>?
    /// Only rows of this company.
    var companyId: ID<Company>?
    /// Only orders in these statuses; sales leave out cancelled orders when absent.
    var status: [Order.Status]?

    var period: ReportPeriod { ReportPeriod(from: from, to: to) }
    var faults: [Problem.Fault] { period.faults }
}

extension ExportFilter {
    /// Nil for an empty list: forms send `status=` when nothing is selected.
    var statuses: [Order.Status]? { status.flatMap { $0.isEmpty ? nil : $0 } }

    /// The condition on orders `o`.
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

    /// The condition on products `p`.
    func products(_ context: ReportContext) -> SQL {
        analytics.products(context)
    }

    /// The condition on shop owners `m`; the period applies to their registration.
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

/// Options of a CSV file for Excel.
struct ExcelQuery: Query {
    /// True starts the file with a byte order mark, by which Excel detects UTF-8; false when absent.
    var bom: Bool?
}
