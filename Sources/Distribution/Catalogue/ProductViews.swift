import Kernel
import Platform
import Store
import Web

/// A product with what belongs to it.
struct ShownProduct: Sendable {
    private(set) var product: Product
    let zones: [ID<DeliveryZone>]
    let images: [ID<StoredFile>]

    static func complete(_ products: [Product], _ tx: borrowing Tx) throws -> [ShownProduct] {
        let ids = products.map(\.id)
        let (zones, images) = (try Product.zones(of: ids, tx), try ProductImages.list(of: ids, tx))
        return products.map {
            ShownProduct(product: $0, zones: zones[$0.id] ?? [], images: images[$0.id] ?? [])
        }
    }

    init(_ product: Product, _ tx: borrowing Tx) throws {
        self.product = product
        zones = try Product.zones(of: [product.id], tx)[product.id] ?? []
        images = try ProductImages.list(of: [product.id], tx)[product.id] ?? []
    }

    private init(product: Product, zones: [ID<DeliveryZone>], images: [ID<StoredFile>]) {
        (self.product, self.zones, self.images) = (product, zones, images)
    }

    func with(stock: Int) -> ShownProduct {
        ShownProduct(product: product.with(stock: stock), zones: zones, images: images)
    }
}

/// A product as everyone sees it.
struct ProductView: View {
    var id: ID<Product>
    var sku: SKU
    /// In the caller's language.
    var title: String
    var name: Name
    /// In the caller's language.
    var summary: String?
    var description: Wording<1, 5000>?
    var companyId: ID<Company>
    var categoryId: ID<Category>
    var price: Dinars
    var packSize: Int?
    var minimumQuantity: Int
    /// Null for whoever is not logged in: how much a company has is no business of its competitors.
    var stock: Int?
    var inStock: Bool
    var availability: Availability
    /// Null for whoever is not logged in.
    var lowStockThreshold: Int?
    /// The zones it is kept for; empty when it goes wherever its company delivers.
    var zones: [ID<DeliveryZone>]
    var images: [ImageView]
    var isActive: Bool
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int

    /// How much there is, as everyone may know it.
    enum Availability: String, Codable, CaseIterable, Sendable {
        case inStock = "in_stock"
        /// So little that someone should reorder.
        case low
        case out
    }

    init(_ shown: ShownProduct, for call: Call) {
        self.init(shown, for: ProductReader(call))
    }

    init(_ shown: ShownProduct, for reader: ProductReader) {
        let (product, languages, isKnown) = (shown.product, reader.languages, reader.isKnown)
        id = product.id
        sku = product.sku
        title = product.name.text(in: languages)
        name = product.name
        summary = product.description?.text(in: languages)
        description = product.description
        companyId = product.company
        categoryId = product.category
        price = product.price
        packSize = product.packSize
        minimumQuantity = product.minimumQuantity
        stock = isKnown ? product.stock : nil
        availability = product.availability
        inStock = product.stock > 0
        lowStockThreshold = isKnown ? product.lowStockThreshold : nil
        zones = shown.zones
        images = shown.images.map { ImageView($0) }
        isActive = product.isActive
        createdAt = product.createdAt
        updatedAt = product.updatedAt
        version = product.version
    }
}

/// What the view of a product depends on of whoever looks at it.
///
/// A whole call handed to each row of a list is copied for each: twenty of them cost a twentieth of the request.
struct ProductReader {
    let languages: [Language]
    /// Strangers are not told how much there is.
    let isKnown: Bool

    init(_ call: Call) {
        languages = call.languages
        isKnown = call.actor.kind != .nobody
    }
}

/// An image, and where it is below the site's address.
struct ImageView: View {
    var id: ID<StoredFile>
    var url: String

    init(_ id: ID<StoredFile>) {
        self.id = id
        url = "/api/images/\(id)"
    }
}

extension Product {
    fileprivate var availability: ProductView.Availability {
        if stock == 0 { return .out }
        return stock <= lowStockThreshold ? .low : .inStock
    }
}
