import Kernel
import Platform
import Store

/// Whose rows those are that belong to no zone by themselves: products, and the people who buy.
enum InsightReach {
    /// A product `p` is of its company, and of every zone in which it can be bought.
    static func products(_ scope: Scope) -> SQL {
        "(\(Area(company: "p.company_id").visible(to: scope)) OR \(sold(where: Area(zone: "cz.zone_id").visible(to: scope))))"
    }

    static func products(in zone: ID<DeliveryZone>) -> SQL {
        sold(where: "cz.zone_id = \(zone)")
    }

    /// Where the company delivers, unless the product is kept to some of those zones.
    private static func sold(where zones: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM company_zone cz
                 WHERE cz.company_id = p.company_id AND \(zones)
                   AND (NOT EXISTS (SELECT 1 FROM product_zone pz WHERE pz.product_id = p.id)
                        OR EXISTS (SELECT 1 FROM product_zone pz
                                    WHERE pz.product_id = p.id AND pz.zone_id = cz.zone_id)))
        """
    }

    /// A shop owner `m` is of their zone, and a customer of every company that they ever ordered from.
    static func customers(_ scope: Scope) -> SQL {
        """
        (\(Area(zone: "m.zone_id").visible(to: scope))
         OR EXISTS (SELECT 1 FROM sales_order o
                     WHERE o.customer_id = m.account_id AND \(Area(company: "o.company_id").visible(to: scope))))
        """
    }
}

extension AnalyticsFilter {
    /// Of the zone and the company, and none that the caller may not see, nor one that was deleted; `p` is the product.
    func products(_ context: ReportContext) -> SQL {
        SQL.all([
            "p.deleted_at IS NULL",
            InsightReach.products(context.scope),
            SQL.all(
                [zoneId.map { InsightReach.products(in: $0) }, companyId.map { "p.company_id = \($0)" }]
                    .compactMap(\.self)
            ),
        ])
    }
}
