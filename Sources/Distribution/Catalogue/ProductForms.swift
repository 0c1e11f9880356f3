import Kernel
import Platform
import Web

struct NewProduct: Body {
    var sku: SKU
    /// A vendor's own when absent.
    var companyId: ID<Company>?
    var categoryId: ID<Category>
    var name: Name
    var description: Wording<1, 5000>?
    var price: ListPrice
    var packSize: Ranged<1, 100_000>?
    /// 1 when absent.
    var minimumQuantity: Ranged<1, 1_000_000>?
    /// What is in store at first; moved in as a restock.
    var stock: Ranged<0, 1_000_000_000>?
    /// 10 when absent.
    var lowStockThreshold: Ranged<0, 1_000_000_000>?
    /// The zones it is kept for; without any it goes wherever its company delivers.
    var zones: [ID<DeliveryZone>]?
    /// Uploaded ones, in the order in which they are shown.
    var images: [ID<StoredFile>]?
    var isActive: Bool?
}

/// Absent members stay as they are; null clears those that may be missing.
struct ProductChanges: Body, ClearsByName {
    var sku: SKU?
    var categoryId: ID<Category>?
    var name: Name?
    var description: Change<Wording<1, 5000>>
    var price: ListPrice?
    var packSize: Change<Ranged<1, 100_000>>
    var minimumQuantity: Ranged<1, 1_000_000>?
    var lowStockThreshold: Ranged<0, 1_000_000_000>?
    var zones: [ID<DeliveryZone>]?
    var images: [ID<StoredFile>]?
    var isActive: Bool?
}
