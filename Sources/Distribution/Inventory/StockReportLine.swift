import Kernel
import Platform
import Store
import Web

/// A product of the stock report.
struct StockReportLine: View {
    var productId: ID<Product>
    /// The seller's product code, in upper case.
    var sku: SKU
    /// The product's name in the language of the request.
    var title: String
    /// The seller.
    var companyId: ID<Company>
    /// The seller's name in the language of the request.
    var companyTitle: String
    var categoryId: ID<Category>
    /// The category's name in the language of the request.
    var categoryTitle: String
    /// The number of pieces on hand now.
    var stock: Int
    /// At or below this stock the status is `low`.
    var lowStockThreshold: Int
    /// The stock level.
    var status: StockView.Status
    /// List price of one piece, in whole Iraqi dinars.
    var price: Dinars
    /// Value of the stock at the list price, in whole Iraqi dinars; capped at 9,000,000,000,000,000.
    var value: Int

    init(_ row: StockReportRow, in languages: [Language]) {
        let product = row.product
        productId = product.id
        sku = product.sku
        title = product.name.text(in: languages)
        companyId = product.company
        companyTitle = row.companyTitle
        categoryId = product.category
        categoryTitle = row.categoryTitle
        stock = product.stock
        lowStockThreshold = product.lowStockThreshold
        status = StockView(product).status
        price = product.price
        value = row.value
    }
}

/// A product with the names and the value that the stock report shows.
struct StockReportRow: RowDecodable {
    let product: Product
    let companyTitle: String
    let categoryTitle: String
    let value: Int

    init(_ row: inout Row) throws {
        product = try Product(&row)
        companyTitle = try row.next()
        categoryTitle = try row.next()
        value = try row.next()
    }

    static func query(_ filter: StockFilter, _ context: ReportContext) -> SQL {
        """
        SELECT \(Product.columns), \(AnalyticsSQL.of("c.name", in: context.languages)) AS company_title,
               \(AnalyticsSQL.of("k.name", in: context.languages)) AS category_title, \(StockReport.worth) AS value
          FROM product p
          JOIN company c ON c.id = p.company_id
          JOIN category k ON k.id = p.category_id
         WHERE \(SQL.all([Product.managed(within: context.scope)] + filter.conditions))
        """
    }
}

/// The order of the products of the stock report.
struct StockReportSort: Query {
    /// The order of the list; `sku_asc` when absent.
    var sort: StockSort?
}

/// The order of a list of stocks.
enum StockSort: String, Codable, CaseIterable, Sendable {
    /// By product code, in ascending order.
    case skuAscending = "sku_asc"
    /// By product code, in descending order.
    case skuDescending = "sku_desc"
    /// By name, in ascending order of the first language of the request; an untranslated name stands as in Arabic.
    case nameAscending = "name_asc"
    /// By name, in descending order of the first language of the request; an untranslated name stands as in Arabic.
    case nameDescending = "name_desc"
    /// By number of pieces on hand, lowest first.
    case stockAscending = "stock_asc"
    /// By number of pieces on hand, highest first.
    case stockDescending = "stock_desc"
    /// By value of the stock, lowest first.
    case valueAscending = "value_asc"
    /// By value of the stock, highest first.
    case valueDescending = "value_desc"

    func order(in languages: [Language]) -> SortOrder<StockReportRow> {
        switch self {
        case .skuAscending: SortOrder(.ascending("sku", \.product.sku), .ascending("id", \.product.id))
        case .skuDescending: SortOrder(.descending("sku", \.product.sku), .descending("id", \.product.id))
        case .nameAscending:
            SortOrder(SortLanguage(languages).ascending(\.product.sortNames), .ascending("id", \.product.id))
        case .nameDescending:
            SortOrder(
                SortLanguage(languages).descending(\.product.sortNames),
                .descending("id", \.product.id)
            )
        case .stockAscending: SortOrder(.ascending("stock", \.product.stock), .ascending("id", \.product.id))
        case .stockDescending:
            SortOrder(.descending("stock", \.product.stock), .descending("id", \.product.id))
        case .valueAscending: SortOrder(.ascending("value", \.value), .ascending("id", \.product.id))
        case .valueDescending: SortOrder(.descending("value", \.value), .descending("id", \.product.id))
        }
    }
}
