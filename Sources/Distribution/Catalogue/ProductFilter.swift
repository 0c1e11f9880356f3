import Kernel
import Platform
import Store
import Web

/// The filter and order of a product list.
struct ProductFilter: Query {
    /// Only products of this category or of one below it.
    var categoryId: ID<Category>?
    /// Only products sold by this company.
    var companyId: ID<Company>?
    /// Only products delivered to this zone; a shop owner's own zone when absent.
    var zoneId: ID<DeliveryZone>?
    /// The lowest price of one unit, included: for a shop its `own_price`, else the list price; in whole Iraqi dinars.
    var minPrice: Dinars?
    /// The highest price of one unit, included: for a shop its `own_price`, else the list price; in whole Iraqi dinars.
    var maxPrice: Dinars?
    /// True for products with stock, false for those without; both when absent.
    var inStock: Bool?
    /// Words of the name, the description or the SKU; the last may be incomplete.
    var q: Line<1, 200>?
    /// The order of the list; `newest` when absent.
    var sort: ProductSort?
    /// True lists deleted products instead, for callers who may restore them.
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

    /// Unless the order is by price, SQLite must not start from the prices (`+`): it would sort all matching products.
    private var price: SQL {
        switch sort {
        case .priceAscending, .priceDescending: "p.price"
        default: "\(pg: "p.price", sqlite: "+p.price")"
        }
    }

    /// Filters with equal lists in these languages have equal keys.
    func key(in languages: [Language]) -> String {
        let words = q.map {
            SearchQuery($0.rawValue).words.map { $0.joined(separator: "/") }.joined(separator: " ")
        }
        let parts: [String?] = [
            categoryId?.description, companyId?.description, zoneId?.description,
            minPrice.map { "\($0.value)" },
            maxPrice.map { "\($0.value)" }, inStock.map { "\($0)" }, words, sort?.key(in: languages),
        ]
        return parts.map { $0 ?? "-" }.joined(separator: "|")
    }
}

/// The order of a product list.
enum ProductSort: String, Codable, CaseIterable, Sendable {
    /// By creation time, latest first.
    case newest
    /// By creation time, earliest first.
    case oldest
    /// By price of one unit, lowest first: for a shop its `own_price`, else the list price.
    case priceAscending = "price_asc"
    /// By price of one unit, highest first: for a shop its `own_price`, else the list price.
    case priceDescending = "price_desc"
    /// By name in the first language of the request, in ascending order; an untranslated name stands as in Arabic.
    case nameAscending = "name_asc"
    /// By name in the first language of the request, in descending order; an untranslated name stands as in Arabic.
    case nameDescending = "name_desc"

    func order(in languages: [Language]) -> SortOrder<Product> {
        switch self {
        case .newest: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
        case .oldest: SortOrder(.ascending("created_at", \.createdAt), .ascending("id", \.id))
        case .priceAscending: SortOrder(.ascending("price", \.price), .ascending("id", \.id))
        case .priceDescending: SortOrder(.descending("price", \.price), .descending("id", \.id))
        case .nameAscending: SortOrder(SortLanguage(languages).ascending(\.sortNames), .ascending("id", \.id))
        case .nameDescending:
            SortOrder(SortLanguage(languages).descending(\.sortNames), .descending("id", \.id))
        }
    }

    /// Equal for the languages in which the order is the same.
    func key(in languages: [Language]) -> String {
        switch self {
        case .nameAscending, .nameDescending: "\(rawValue) \(SortLanguage(languages).rawValue)"
        default: rawValue
        }
    }
}

/// The filter and order of a list of products that the caller manages.
struct OwnProductFilter: Query {
    /// Only products of this category or of one below it.
    var categoryId: ID<Category>?
    /// Only products sold by this company.
    var companyId: ID<Company>?
    /// Only products delivered to this zone.
    var zoneId: ID<DeliveryZone>?
    /// True for products on offer, false for inactive ones; both when absent.
    var active: Bool?
    /// True for products with stock, false for those without; both when absent.
    var inStock: Bool?
    /// Words of the name, the description or the SKU; the last may be incomplete.
    var q: Line<1, 200>?
    /// The order of the list; `newest` when absent.
    var sort: ProductSort?
    /// True lists deleted products instead, which can be restored.
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
    /// The same filter for the products that the caller may change.
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
