import Kernel
import Platform
import Store

/// The customers that a caller may see.
enum AnalyticsReach {
    /// A shop owner `m` belongs to their zone and is a customer of every company that they ever ordered from.
    static func customers(_ scope: Scope) -> SQL {
        """
        (\(Visibility(zone: "m.zone_id").visible(to: scope))
         OR EXISTS (SELECT 1 FROM sales_order o
                     WHERE o.customer_id = m.account_id AND \(Visibility(company: "o.company_id").visible(to: scope))))
        """
    }
}

extension AnalyticsFilter {
    /// The condition on products `p`: zone, company and the caller's scope, without deleted ones.
    func products(_ context: ReportContext) -> SQL {
        SQL.all([
            Product.managed(within: context.scope),
            SQL.all(
                [zoneId.map { Product.sold(in: $0) }, companyId.map { "p.company_id = \($0)" }]
                    .compactMap(\.self)
            ),
        ])
    }
}
