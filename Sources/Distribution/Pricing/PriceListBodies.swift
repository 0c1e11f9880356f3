import Kernel
import Platform
import Web

/// The price of a product from a quantity on.
struct ListedPrice: Codable, Sendable, Hashable {
    var productId: ID<Product>
    /// Number of pieces from which the price holds; null or absent means 1.
    var fromQuantity: PricedLine.Quantity?
    /// Price of one piece, in Iraqi dinars.
    var price: Dinars
}

/// A price list to create.
struct NewPriceList: Body {
    /// Name of the list, also in explanations for buyers, in Arabic and optionally in Kurdish and English.
    var name: Name
    /// Restricts the list to the products of one company; absent means all companies.
    var companyId: ID<Company>?
    /// Restricts the list to buyers in one zone; absent means all zones.
    var zoneId: ID<DeliveryZone>?
    /// Restricts the list to buyers of one customer group; absent means all groups.
    var customerGroup: Line<1, 40>?
    /// Position in the order of the lists, of which the lower is tried first; absent means 100.
    var priority: Ranged<0, 10_000>?
    /// False to keep the list switched off; absent means true.
    var isActive: Bool?
    /// From this moment on the list is in force.
    var startsAt: Instant
    /// From this moment on the list is no longer in force; absent means without end.
    var endsAt: Instant?
    /// Prices by product and quantity, at most 2,000; each product and quantity once.
    var prices: [ListedPrice]
}

/// Changes to a price list: absent members stay as they are, null clears an optional one.
struct PriceListChanges: Body, ClearsByName {
    /// Name of the list, also in explanations for buyers; absent keeps the current one.
    var name: Name?
    /// Restricts the list to the products of one company; null lifts the restriction.
    var companyId: Change<ID<Company>>
    /// Restricts the list to buyers in one zone; null lifts the restriction.
    var zoneId: Change<ID<DeliveryZone>>
    /// Restricts the list to buyers of one customer group; null lifts the restriction.
    var customerGroup: Change<Line<1, 40>>
    /// Position in the order of the lists, of which the lower is tried first; absent keeps it.
    var priority: Ranged<0, 10_000>?
    /// Whether the list is switched on; absent keeps the current state.
    var isActive: Bool?
    /// From this moment on the list is in force; absent keeps the current start.
    var startsAt: Instant?
    /// From this moment on the list is no longer in force; null removes the end.
    var endsAt: Change<Instant>
    /// Replaces all prices of the list, at most 2,000; absent keeps them.
    var prices: [ListedPrice]?
}

extension PriceList {
    init(_ new: NewPriceList, _ id: ID<PriceList>, at now: Instant) {
        self.init(
            id: id,
            name: new.name,
            company: new.companyId,
            zone: new.zoneId,
            customerGroup: new.customerGroup,
            priority: new.priority?.value ?? 100,
            isActive: new.isActive ?? true,
            startsAt: new.startsAt,
            endsAt: new.endsAt,
            createdAt: now,
            updatedAt: now,
            version: 1
        )
    }

    mutating func change(_ changes: PriceListChanges) {
        name = changes.name ?? name
        company = changes.companyId.applied(to: company)
        zone = changes.zoneId.applied(to: zone)
        customerGroup = changes.customerGroup.applied(to: customerGroup)
        priority = changes.priority?.value ?? priority
        isActive = changes.isActive ?? isActive
        startsAt = changes.startsAt ?? startsAt
        endsAt = changes.endsAt.applied(to: endsAt)
    }

    var listed: [ListedPrice] {
        prices.sorted { $0.key < $1.key }.flatMap { product, steps in
            steps.map { ListedPrice(productId: product, fromQuantity: Ranged($0.from), price: $0.price) }
        }
    }
}
