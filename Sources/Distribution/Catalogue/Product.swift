import Kernel
import Platform
import Store

/// A product of a company's catalogue.
struct Product: Sendable {
    let id: ID<Product>
    let sku: SKU
    let company: ID<Company>
    let category: ID<Category>
    let name: Name
    let description: Wording<1, 5000>?
    /// The price where no price list sets another.
    let price: Dinars
    /// Units per carton.
    let packSize: Int?
    /// The smallest quantity that may be ordered.
    let minimumQuantity: Int
    private(set) var stock: Int
    /// At or below this stock the product should be reordered.
    let lowStockThreshold: Int
    let isActive: Bool
    let deletedAt: Instant?
    let createdAt: Instant
    private(set) var updatedAt: Instant
    /// Raised by changes of the product, not by movements of its stock.
    let version: Int
    let sortNames: SortNames

    /// The same product with its current stock.
    func with(stock: Int) -> Product {
        var product = self
        product.stock = stock
        return product
    }
}

extension Product: Record {
    static let kind = "product"

    /// The SKU of a deleted product is set aside, so that another product may take it.
    static let skuNow: SQL = "COALESCE(p.deleted_sku, p.sku)"

    static let columns: SQL =
        """
        p.id, \(skuNow) AS sku, p.company_id, p.category_id, p.name, p.description, p.price, p.pack_size, p.minimum_quantity, p.stock,
        p.low_stock_threshold, p.is_active, p.deleted_at, p.created_at, p.updated_at, p.version, \(SortNames.columns)
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        sku = try row.next()
        company = try row.next()
        category = try row.next()
        name = try row.json()
        description = try row.json()
        price = try row.next()
        packSize = try row.next()
        minimumQuantity = try row.next()
        stock = try row.next()
        lowStockThreshold = try row.next()
        isActive = try row.next()
        deletedAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        sortNames = try SortNames(&row)
    }
}

/// A company's product code, such as `FUR-RICE-5`, unique on the site and stored in upper case.
struct SKU: TextValue, SQLValueConvertible {
    let rawValue: String

    init(unchecked normalised: String) {
        rawValue = normalised
    }

    static func normalised(_ text: String) throws(Refusal) -> String {
        let code = text.inToken
        let isPlain = code.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "/"):
                true
            default: false
            }
        }
        guard isPlain, (1...64).contains(code.utf8.count) else { throw .invalidSKU }
        return code.uppercased()
    }

    static let rule = TextRule(length: 1...64, pattern: "^[A-Za-z0-9._/-]+$", example: "FUR-RICE-5")
}
