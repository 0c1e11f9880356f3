import Kernel
import Platform
import Web

/// What one product costs from a quantity on.
struct ListedPrice: Codable, Sendable, Hashable {
    var productId: ID<Product>
    /// From how many on; one when nothing is said.
    var fromQuantity: PricedLine.Quantity?
    var price: Dinars
}

struct NewPriceList: Body {
    var name: Name
    var companyId: ID<Company>?
    var zoneId: ID<DeliveryZone>?
    var customerGroup: Line<1, 40>?
    /// The lower is asked first; 100 when nothing is said.
    var priority: Ranged<0, 10_000>?
    var isActive: Bool?
    var startsAt: Instant
    var endsAt: Instant?
    var prices: [ListedPrice]
}

/// Absent members stay as they are; null clears those that may be missing; `prices` replaces them all.
struct PriceListChanges: Body, ClearsByName {
    var name: Name?
    var companyId: Change<ID<Company>>
    var zoneId: Change<ID<DeliveryZone>>
    var customerGroup: Change<Line<1, 40>>
    var priority: Ranged<0, 10_000>?
    var isActive: Bool?
    var startsAt: Instant?
    var endsAt: Change<Instant>
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
