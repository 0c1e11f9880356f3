import Kernel
import Platform
import Web

/// What one product costs from a quantity on.
struct ListedPrice: Codable, Sendable, Hashable {
    var productId: ID<Product>
    /// From how many on; one when nothing is said.
    var fromQuantity: Ranged<1, 1_000_000>?
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

/// What is absent, or null, stays as it is; what is named in `clear` is taken away; `prices` replaces them all.
struct PriceListChanges: Body {
    var name: Name?
    var companyId: ID<Company>?
    var zoneId: ID<DeliveryZone>?
    var customerGroup: Line<1, 40>?
    var priority: Ranged<0, 10_000>?
    var isActive: Bool?
    var startsAt: Instant?
    var endsAt: Instant?
    var prices: [ListedPrice]?
    var clear: [Clearable]?

    enum Clearable: String, Codable, CaseIterable, Sendable {
        case companyId = "company_id"
        case zoneId = "zone_id"
        case customerGroup = "customer_group"
        case endsAt = "ends_at"
    }
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
        for name in changes.clear ?? [] {
            switch name {
            case .companyId: company = nil
            case .zoneId: zone = nil
            case .customerGroup: customerGroup = nil
            case .endsAt: endsAt = nil
            }
        }
        name = changes.name ?? name
        company = changes.companyId ?? company
        zone = changes.zoneId ?? zone
        customerGroup = changes.customerGroup ?? customerGroup
        priority = changes.priority?.value ?? priority
        isActive = changes.isActive ?? isActive
        startsAt = changes.startsAt ?? startsAt
        endsAt = changes.endsAt ?? endsAt
    }

    var listed: [ListedPrice] {
        prices.sorted { $0.key < $1.key }.flatMap { product, steps in
            steps.map { ListedPrice(productId: product, fromQuantity: Ranged($0.from), price: $0.price) }
        }
    }
}
