import Kernel
import Platform
import Web

/// A product to create.
struct NewProduct: Body {
    /// Unique on the site, compared without case.
    var sku: SKU
    /// The seller; a vendor's own company when absent.
    var companyId: ID<Company>?
    /// The category that lists it.
    var categoryId: ID<Category>
    /// Shown to buyers in their language.
    var name: Name
    /// Shown to buyers in their language; none when absent.
    var description: Wording<1, 5000>?
    /// List price of one unit in whole Iraqi dinars; price lists may set others.
    var price: ListPrice
    /// Units per carton, of which only multiples can be ordered; sold by the unit when absent.
    var packSize: Ranged<1, 100_000>?
    /// The smallest quantity of an order line, in units; 1 when absent.
    var minimumQuantity: Ranged<1, 1_000_000>?
    /// Initial stock in units, recorded as a restock movement; 0 when absent.
    var stock: Ranged<0, 1_000_000_000>?
    /// At or below this stock the vendors are warned; 10 when absent.
    var lowStockThreshold: Ranged<0, 1_000_000_000>?
    /// Zones to restrict sales to; absent or empty sells it wherever the company delivers.
    var zones: [ID<DeliveryZone>]?
    /// Ids of uploaded images in display order, at most 12.
    var images: [ID<StoredFile>]?
    /// Whether buyers can order it; true when absent.
    var isActive: Bool?
}

/// Changes of a product; absent members stay as they are, and null clears optional ones.
struct ProductChanges: Body, ClearsByName {
    /// Unique on the site, compared without case.
    var sku: SKU?
    /// The category that lists it.
    var categoryId: ID<Category>?
    /// Replaces every translation.
    var name: Name?
    /// Replaces every translation; null removes the description.
    var description: Change<Wording<1, 5000>>
    /// List price of one unit in whole Iraqi dinars; orders keep their own prices.
    var price: ListPrice?
    /// Units per carton, of which only multiples can be ordered; null sells it by the unit.
    var packSize: Change<Ranged<1, 100_000>>
    /// The smallest quantity of an order line, in units.
    var minimumQuantity: Ranged<1, 1_000_000>?
    /// At or below this stock the vendors are warned.
    var lowStockThreshold: Ranged<0, 1_000_000_000>?
    /// Replaces the zones that sales are restricted to; empty lifts the restriction.
    var zones: [ID<DeliveryZone>]?
    /// Replaces the images, in display order; at most 12.
    var images: [ID<StoredFile>]?
    /// Whether buyers can order it.
    var isActive: Bool?
}
