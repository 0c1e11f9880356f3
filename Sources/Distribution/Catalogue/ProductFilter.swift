import Kernel
import Platform
import Store
import Web

/// Which products are wanted, and in which order.
struct ProductFilter: Query {
    /// On this shelf, or on one below it.
    var categoryId: ID<Category>?
    var companyId: ID<Company>?
    /// Delivered there; a shop owner's own zone when absent.
    var zoneId: ID<DeliveryZone>?
    var minPrice: Dinars?
    var maxPrice: Dinars?
    var inStock: Bool?
    /// Words of the name, the description or the SKU; the last may be a beginning.
    var q: Line<1, 200>?
    var sort: ProductSort?
    /// Those that were deleted, for whoever may restore them.
    var deleted: Bool?

    func conditions(for dialect: Dialect) -> [SQL] {
        [
            categoryId.map { "p.category_id \(among: Category.descendants(of: $0))" },
            companyId.map { "p.company_id = \($0)" },
            zoneId.map { Product.sold(in: $0) },
            minPrice.map { "\(price) >= \($0)" },
            maxPrice.map { "\(price) <= \($0)" },
            inStock.map { $0 ? "NOT p.is_out" : "p.is_out" },
            q.map { SearchQuery($0.rawValue).condition(for: dialect) },
        ].compactMap(\.self)
    }

    /// In another order than that of prices SQLite must not begin with them (`+`): it would sort all that they let through.
    private var price: SQL {
        switch sort {
        case .priceAscending, .priceDescending: "p.price"
        default: "\(pg: "p.price", sqlite: "+p.price")"
        }
    }

    /// The same question has the same key.
    var key: String {
        let words = q.map {
            SearchQuery($0.rawValue).words.map { $0.joined(separator: "/") }.joined(separator: " ")
        }
        let parts: [String?] = [
            categoryId?.description, companyId?.description, zoneId?.description,
            minPrice.map { "\($0.value)" },
            maxPrice.map { "\($0.value)" }, inStock.map { "\($0)" }, words, sort?.rawValue,
        ]
        return parts.map { $0 ?? "-" }.joined(separator: "|")
    }
}

/// What a list of products is sorted by; names by their Arabic wording.
enum ProductSort: String, Codable, CaseIterable, Sendable {
    case newest, oldest
    case priceAscending = "price_asc"
    case priceDescending = "price_desc"
    case nameAscending = "name_asc"
    case nameDescending = "name_desc"

    var order: SortOrder<Product> {
        switch self {
        case .newest: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
        case .oldest: SortOrder(.ascending("created_at", \.createdAt), .ascending("id", \.id))
        case .priceAscending: SortOrder(.ascending("price", \.price), .ascending("id", \.id))
        case .priceDescending: SortOrder(.descending("price", \.price), .descending("id", \.id))
        case .nameAscending: SortOrder(.ascending("sort_name", \.sortName), .ascending("id", \.id))
        case .nameDescending: SortOrder(.descending("sort_name", \.sortName), .descending("id", \.id))
        }
    }
}

/// Which of their own products someone wants.
struct OwnProductFilter: Query {
    var categoryId: ID<Category>?
    var companyId: ID<Company>?
    var zoneId: ID<DeliveryZone>?
    /// Whether it is offered; both when absent.
    var active: Bool?
    var inStock: Bool?
    /// Words of the name, the description or the SKU; the last may be a beginning.
    var q: Line<1, 200>?
    var sort: ProductSort?
    /// Those that were deleted, and can be restored.
    var deleted: Bool?

    func conditions(for dialect: Dialect) -> [SQL] {
        let common = ProductFilter(
            categoryId: categoryId,
            companyId: companyId,
            zoneId: zoneId,
            inStock: inStock,
            q: q
        )
        return common.conditions(for: dialect) + [active.map { "p.is_active = \($0)" }].compactMap(\.self)
    }
}

extension ProductFilter {
    /// The same question about what the caller may change.
    var own: OwnProductFilter {
        OwnProductFilter(
            categoryId: categoryId,
            companyId: companyId,
            zoneId: zoneId,
            inStock: inStock,
            q: q,
            sort: sort,
            deleted: deleted
        )
    }
}
