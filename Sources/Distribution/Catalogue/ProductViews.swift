import Kernel
import Platform
import Store
import Web

/// A product with its zones and images.
struct ShownProduct: Sendable {
    private(set) var product: Product
    let zones: [ID<DeliveryZone>]
    let images: [ID<StoredFile>]
    /// The prices that price lists set for the reading shop; nil when the catalogue's price holds.
    private(set) var breaks: [PriceBreak]?

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
        var shown = self
        shown.product = product.with(stock: stock)
        return shown
    }

    func with(breaks: [PriceBreak]) -> ShownProduct {
        var shown = self
        shown.breaks = breaks
        return shown
    }
}

/// A product of the catalogue.
struct ProductView: View {
    var id: ID<Product>
    /// The seller's product code, in upper case.
    var sku: SKU
    /// The name in the caller's language, or in Arabic where it has not been translated.
    var title: String
    /// Every translation.
    var name: Name
    /// The description in the caller's language, or in Arabic where it has not been translated; absent without one.
    var summary: String?
    /// Every translation; absent without one.
    var description: Wording<1, 5000>?
    /// The seller.
    var companyId: ID<Company>
    /// The category that lists it.
    var categoryId: ID<Category>
    /// List price of one unit in whole Iraqi dinars; a shop pays `own_price` or that of a larger quantity.
    var price: Dinars
    /// Price of one unit that the caller's shop pays for the smallest quantity that can be ordered, before promotions.
    ///
    /// From the price lists in force for the shop's own zone and customer group, or else the list price; in whole Iraqi
    /// dinars. Absent for callers who are not a shop with a zone.
    var ownPrice: Dinars?
    /// Prices of the caller's shop by quantity, from the smallest that can be ordered; the first is `own_price`.
    ///
    /// Absent for callers who are not a shop with a zone.
    var priceBreaks: [PriceBreak]?
    /// Units per carton, of which only multiples can be ordered; absent when sold by the unit.
    var packSize: Int?
    /// The smallest quantity of an order line, in units.
    var minimumQuantity: Int
    /// Units in stock; absent for anonymous callers.
    var stock: Int?
    /// Whether at least one unit is in stock.
    var inStock: Bool
    /// The stock level that anonymous callers see too.
    var availability: Availability
    /// At or below this stock the level is `low`; absent for anonymous callers.
    var lowStockThreshold: Int?
    /// The zones that sales are restricted to; empty when it is sold wherever its company delivers.
    var zones: [ID<DeliveryZone>]
    /// In display order.
    var images: [ImageView]
    /// Whether buyers can order it.
    var isActive: Bool
    /// The time at which the product was added to the catalogue.
    var createdAt: Instant
    /// Time of the last change, stock movements included.
    var updatedAt: Instant
    /// Raised by one with each change, but not by stock movements; expected in `If-Match`.
    var version: Int

    /// The stock level of a product, without the quantity.
    enum Availability: String, Codable, CaseIterable, Sendable {
        /// More units in stock than the low-stock threshold.
        case inStock = "in_stock"
        /// At or below the low-stock threshold, but not out of stock.
        case low
        /// Out of stock.
        case out
    }

    /// The product as the caller sees it: a shop with the prices that it pays.
    init(_ product: Product, for call: Call, _ tx: borrowing Tx) throws {
        let shown = try ShownProduct(product, tx)
        guard let shop = try ShopPrices.find(for: call, tx) else {
            self.init(shown, for: ProductReader(call))
            return
        }
        self.init(try shop.price([shown], tx).first ?? shown, for: ProductReader(call, isShop: true))
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
        let breaks: [PriceBreak]? = reader.isShop ? shown.breaks ?? [product.listPriceBreak] : nil
        ownPrice = breaks?.first?.price
        priceBreaks = breaks
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

/// The caller's properties that a product view depends on.
///
/// Passing the whole call would copy it for each row: twenty copies cost a twentieth of the request.
struct ProductReader {
    let languages: [Language]
    /// Anonymous callers do not see stock quantities.
    let isKnown: Bool
    /// Shops with a zone see the prices that they pay.
    let isShop: Bool

    init(_ call: Call, isShop: Bool = false) {
        languages = call.languages
        isKnown = call.actor.kind != .nobody
        self.isShop = isShop
    }
}

/// A reference to a product image.
struct ImageView: View {
    var id: ID<StoredFile>
    /// Path below the site's address.
    var url: String

    init(_ id: ID<StoredFile>) {
        self.id = id
        url = "/api/images/\(id)"
    }
}

extension Product {
    fileprivate var listPriceBreak: PriceBreak { PriceBreak(fromQuantity: smallestOrder, price: price) }

    fileprivate var availability: ProductView.Availability {
        if stock == 0 { return .out }
        return stock <= lowStockThreshold ? .low : .inStock
    }
}
