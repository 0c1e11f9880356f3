import Kernel
import Platform
import Store

// The products that a caller may see, as conditions on `product p`.
extension Product {
    /// Products that can be bought: active, of an active company, in an active category below active ones.
    ///
    /// Nearly all products are, so SQLite must not start from the companies (`+`): it would sort all their products for
    /// a page of twenty.
    static let onSale: SQL =
        """
        p.is_active AND p.deleted_at IS NULL
        AND \(pg: "p.company_id", sqlite: "+p.company_id") \(among: "SELECT id FROM company WHERE is_active")
        AND \(pg: "p.category_id", sqlite: "+p.category_id") \(among: openCategories)
        """

    private static let openCategories: SQL =
        """
        WITH RECURSIVE open_category(id) AS (
            SELECT id FROM category WHERE parent_id IS NULL AND is_active
            UNION ALL
            SELECT c.id FROM category c JOIN open_category o ON c.parent_id = o.id WHERE c.is_active)
        SELECT id FROM open_category
        """

    /// Products delivered to `zone`: the company delivers there, and the product is not restricted to other zones.
    ///
    /// A product without rows in `product_zone` is sold wherever its company delivers.
    static func sold(in zone: ID<DeliveryZone>) -> SQL {
        """
        \(pg: "p.company_id", sqlite: "+p.company_id")
            \(among: "SELECT cz.company_id FROM company_zone cz WHERE cz.zone_id = \(zone)")
        AND (NOT EXISTS (SELECT 1 FROM product_zone pz WHERE pz.product_id = p.id)
             OR EXISTS (SELECT 1 FROM product_zone pz WHERE pz.product_id = p.id AND pz.zone_id = \(zone)))
        """
    }

    /// A query for the zones `cz.zone_id` in which a company sells one of its products.
    static func zones(of id: ID<Product>, soldBy company: ID<Company>) -> SQL {
        """
        SELECT cz.zone_id FROM company_zone cz
         WHERE cz.company_id = \(company)
           AND (NOT EXISTS (SELECT 1 FROM product_zone pz WHERE pz.product_id = \(id))
                OR EXISTS (SELECT 1 FROM product_zone pz WHERE pz.product_id = \(id) AND pz.zone_id = cz.zone_id))
        """
    }

    /// Products delivered to the zone of `member m`.
    static let soldToMember: SQL = sold(where: "cz.zone_id = m.zone_id")

    /// Products that `scope` may change: those of a vendor's company, and those sold in a location admin's zones.
    static func managed(within scope: Scope, deleted: Bool = false) -> SQL {
        let isThere: SQL = deleted ? "p.deleted_at IS NOT NULL" : "p.deleted_at IS NULL"
        return switch scope.reach {
        case .all: isThere
        case .none: "FALSE"
        default:
            .all([
                isThere,
                .any([
                    Visibility(company: "p.company_id").visible(to: scope),
                    sold(where: Visibility(zone: "cz.zone_id").visible(to: scope)),
                ]),
            ])
        }
    }

    private static func sold(where zones: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM company_zone cz WHERE cz.company_id = p.company_id AND \(zones)
                   AND (NOT EXISTS (SELECT 1 FROM product_zone pz WHERE pz.product_id = p.id)
                        OR EXISTS (SELECT 1 FROM product_zone pz
                                    WHERE pz.product_id = p.id AND pz.zone_id = cz.zone_id)))
        """
    }
}

extension SQL.StringInterpolation {
    /// `company_id \(among: query)`, for a query with few rows.
    ///
    /// PostgreSQL gets the rows as an array: with a join it may sort the whole catalogue for a page of twenty.
    mutating func appendInterpolation(among query: SQL) {
        appendInterpolation("\(pg: "= ANY (ARRAY (", sqlite: "IN (")\(query)\(pg: "))", sqlite: ")")" as SQL)
    }
}
