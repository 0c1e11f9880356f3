import Kernel
import Platform
import Store
import Web

/// What is read about a company: its numbers, its goods, what it is to be paid.
enum CompanyInsight {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                            handler   needs
        Get   ("/api/companies/{id}/stats",    stats,    .companyRead, "What a company offers, has sold and has earned")
        Get   ("/api/companies/{id}/products", products, .anyone,      "What a company sells")
        Get   ("/api/companies/{id}/payouts",  payouts,  .payoutRead,  "What a company is to be paid for a window of days")
    }

    static func stats(_ call: Call, id: ID<Company>) async throws -> CompanyStats {
        try await call.db.read { tx in
            let company = try Company.find(id, within: call.scope, tx)
            return try CompanyStats.of(company.id, for: call, tx)
        }
    }

    static func products(
        _ call: Call,
        id: ID<Company>,
        page: PageRequest
    ) async throws -> Page<CompanyProductView> {
        try await call.db.read { tx in
            let isKnown = try tx.exists(
                "SELECT 1 FROM company c WHERE c.id = \(id) AND \(Companies.known(to: call))"
            )
            guard isKnown else { throw Problem(.notFound) }
            let products: Page<CompanyProduct> = try tx.page(
                page,
                """
                SELECT \(CompanyProduct.columns) FROM product p
                 WHERE p.company_id = \(id) AND p.deleted_at IS NULL AND p.is_active
                """,
                order: Order(.descending("created_at", \.createdAt), .descending("id", \.id))
            )
            return products.map { CompanyProductView($0, in: call.languages) }
        }
    }

    static func payouts(_ call: Call, id: ID<Company>, window: PayoutWindow) async throws -> PayoutDueView {
        let span = try window.span(in: call.site.product.zone, today: call.now)
        return try await call.db.read { tx in
            let company = try Company.find(id, within: call.scope, tx)
            let due = try PayoutDue.find(of: company.id, span, tx)
            return PayoutDueView(due, window, company.id)
        }
    }
}

/// One of a company's goods, in short.
struct CompanyProduct: Record {
    let id: ID<Product>
    let sku: String
    let name: Name
    let price: Dinars
    let packSize: Int?
    let minimumQuantity: Int
    let stock: Int
    let createdAt: Instant

    static let columns: SQL =
        "p.id, p.sku, p.name, p.price, p.pack_size, p.minimum_quantity, p.stock, p.created_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        sku = try row.next()
        name = try row.json()
        price = try row.next()
        packSize = try row.next()
        minimumQuantity = try row.next()
        stock = try row.next()
        createdAt = try row.next()
    }
}

struct CompanyProductView: View {
    var id: ID<Product>
    var sku: String
    /// In the caller's language.
    var title: String
    var name: Name
    var price: Dinars
    var packSize: Int?
    var minimumQuantity: Int
    var inStock: Bool

    init(_ product: CompanyProduct, in languages: [Language]) {
        id = product.id
        sku = product.sku
        title = product.name.text(in: languages)
        name = product.name
        price = product.price
        packSize = product.packSize
        minimumQuantity = product.minimumQuantity
        inStock = product.stock > 0
    }
}
