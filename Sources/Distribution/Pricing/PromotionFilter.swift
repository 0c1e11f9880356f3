import Kernel
import Platform
import Store
import Web

/// Conditions that select promotions; all of them apply together.
struct PromotionFilter: Query {
    /// Promotions for this zone, including those for all zones; a shop owner's own zone when absent.
    var zoneId: ID<DeliveryZone>?
    /// Promotions for this company's goods, including those for all companies.
    var companyId: ID<Company>?
    /// Promotions that name this product; those for its categories are not included.
    var productId: ID<Product>?
    /// Promotions with this type of discount.
    var type: Promotion.Kind?
    /// Promotions with this status; others than `active` are seen only by administrators who manage them.
    var status: PromotionView.Status?

    func conditions(at now: Instant, in dialect: Dialect) -> [SQL] {
        [
            zoneId.map { Self.allows("p.zones", $0.description, dialect) },
            companyId.map { Self.allows("p.companies", $0.description, dialect) },
            productId.map { Self.names("p.products", $0.description, dialect) },
            type.map { "p.kind = \($0)" },
            status.map { Self.stands($0, at: now) },
        ].compactMap(\.self)
    }

    private static func allows(_ column: SQL, _ id: String, _ dialect: Dialect) -> SQL {
        let isEmpty: SQL = "\(pg: "jsonb_array_length", sqlite: "json_array_length")(\(column)) = 0"
        return .any([isEmpty, names(column, id, dialect)])
    }

    private static func names(_ column: SQL, _ id: String, _ dialect: Dialect) -> SQL {
        "\(pg: "\(column) @> to_jsonb(CAST(\(id) AS text))", sqlite: "EXISTS (SELECT 1 FROM json_each(\(column)) j WHERE j.value = \(id))", for: dialect)"
    }

    private static func stands(_ status: PromotionView.Status, at now: Instant) -> SQL {
        let isOver: SQL = "p.ends_at IS NOT NULL AND p.ends_at <= \(now)"
        return switch status {
        case .ended: isOver
        case .inactive: "NOT p.is_active AND NOT (\(isOver))"
        case .upcoming: "p.is_active AND p.starts_at > \(now)"
        case .active: Promotion.isLive(at: now)
        }
    }
}
