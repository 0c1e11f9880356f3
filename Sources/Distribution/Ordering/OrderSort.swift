import Kernel
import Platform
import Store
import Web

/// The sequence of a list of orders.
struct OrderSorting: Query {
    /// The order of the list; `newest` when absent.
    var sort: OrderSort?
}

/// The sequence in which orders are listed.
enum OrderSort: String, Codable, CaseIterable, Sendable {
    /// By moment of the checkout, latest first.
    case newest
    /// By moment of the checkout, earliest first.
    case oldest
    /// By the last new status or return, latest first.
    case updated
    /// By amount to pay, lowest first.
    case totalAscending = "total_asc"
    /// By amount to pay, highest first.
    case totalDescending = "total_desc"
    /// By name of the shop, or of the person where it has none, in ascending order.
    case shopAscending = "shop_asc"
    /// By name of the shop, or of the person where it has none, in descending order.
    case shopDescending = "shop_desc"

    var order: SortOrder<ListedOrder> {
        switch self {
        case .newest: SortOrder(.descending("placed_at", \.order.placedAt), .descending("id", \.order.id))
        case .oldest: SortOrder(.ascending("placed_at", \.order.placedAt), .ascending("id", \.order.id))
        case .updated: SortOrder(.descending("updated_at", \.order.updatedAt), .descending("id", \.order.id))
        case .totalAscending: SortOrder(.ascending("total", \.order.total), .ascending("id", \.order.id))
        case .totalDescending: SortOrder(.descending("total", \.order.total), .descending("id", \.order.id))
        case .shopAscending: SortOrder(.ascending("shop_key", \.shopKey), .ascending("id", \.order.id))
        case .shopDescending: SortOrder(.descending("shop_key", \.shopKey), .descending("id", \.order.id))
        }
    }
}

/// An order in a list, with the key that sorts it by shop.
struct ListedOrder: Record {
    let order: Order
    let shopKey: String

    static let columns: SQL =
        """
        \(Order.columns),
        lower(COALESCE(m.shop_name, m.name) \(pg: "COLLATE \"C\"", sqlite: "")) AS shop_key
        """

    init(_ row: inout Row) throws {
        order = try Order(&row)
        shopKey = try row.next()
    }
}
