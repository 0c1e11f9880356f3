import Kernel
import Platform
import Store
import Web

/// A new promotion as it is asked for.
struct NewPromotion: Body {
    var name: Name
    var description: Wording<1, 2000>?
    var type: Promotion.Kind
    /// In hundredths of a percent: 1250 is 12.5 %.
    var percentage: Ranged<1, 10_000>?
    var amount: Dinars?
    var buyQuantity: Ranged<1, 10_000>?
    var getQuantity: Ranged<1, 10_000>?
    var giftProductIds: [ID<Product>]?
    var bundle: [Promotion.BundleItem]?
    var bundlePrice: Dinars?
    var productIds: [ID<Product>]?
    var categoryIds: [ID<Category>]?
    var companyIds: [ID<Company>]?
    var zoneIds: [ID<DeliveryZone>]?
    var minimumAmount: Dinars?
    var maximumDiscount: Dinars?
    var usageLimit: Ranged<1, 1_000_000_000>?
    var usageLimitPerCustomer: Ranged<1, 1_000_000>?
    /// The lower comes first; 100 when nothing is said.
    var priority: Ranged<0, 10_000>?
    /// Whether it shares goods with other promotions; when nothing is said it does not.
    var stackable: Bool?
    var isActive: Bool?
    var startsAt: Instant
    var endsAt: Instant?
}

/// What is absent, or null, stays as it is; what is named in `clear` is taken away.
struct PromotionChanges: Body {
    var name: Name?
    var description: Wording<1, 2000>?
    var type: Promotion.Kind?
    var percentage: Ranged<1, 10_000>?
    var amount: Dinars?
    var buyQuantity: Ranged<1, 10_000>?
    var getQuantity: Ranged<1, 10_000>?
    var giftProductIds: [ID<Product>]?
    var bundle: [Promotion.BundleItem]?
    var bundlePrice: Dinars?
    var productIds: [ID<Product>]?
    var categoryIds: [ID<Category>]?
    var companyIds: [ID<Company>]?
    var zoneIds: [ID<DeliveryZone>]?
    var minimumAmount: Dinars?
    var maximumDiscount: Dinars?
    var usageLimit: Ranged<1, 1_000_000_000>?
    var usageLimitPerCustomer: Ranged<1, 1_000_000>?
    var priority: Ranged<0, 10_000>?
    var stackable: Bool?
    var isActive: Bool?
    var startsAt: Instant?
    var endsAt: Instant?
    var clear: [Clearable]?

    enum Clearable: String, Codable, CaseIterable, Sendable {
        case description, percentage, amount, bundlePrice = "bundle_price"
        case buyQuantity = "buy_quantity"
        case getQuantity = "get_quantity"
        case minimumAmount = "minimum_amount"
        case maximumDiscount = "maximum_discount"
        case usageLimit = "usage_limit"
        case usageLimitPerCustomer = "usage_limit_per_customer"
        case endsAt = "ends_at"
    }
}

extension Promotion {
    init(_ new: NewPromotion, _ id: ID<Promotion>, at now: Instant) {
        self.init(
            id: id,
            name: new.name,
            kind: new.type,
            priority: 100,
            isStackable: false,
            isActive: true,
            startsAt: new.startsAt,
            createdAt: now,
            updatedAt: now,
            version: 1
        )
        change(PromotionChanges(new))
    }

    mutating func change(_ changes: PromotionChanges) {
        for name in changes.clear ?? [] { clear(name) }
        name = changes.name ?? name
        description = changes.description ?? description
        kind = changes.type ?? kind
        percentage = changes.percentage?.value ?? percentage
        amount = changes.amount ?? amount
        buyQuantity = changes.buyQuantity?.value ?? buyQuantity
        getQuantity = changes.getQuantity?.value ?? getQuantity
        gifts = changes.giftProductIds.map { Chosen($0) } ?? gifts
        bundle = changes.bundle ?? bundle
        bundlePrice = changes.bundlePrice ?? bundlePrice
        targets.products = changes.productIds.map { Chosen($0) } ?? targets.products
        targets.categories = changes.categoryIds.map { Chosen($0) } ?? targets.categories
        targets.companies = changes.companyIds.map { Chosen($0) } ?? targets.companies
        targets.zones = changes.zoneIds.map { Chosen($0) } ?? targets.zones
        minimumAmount = changes.minimumAmount ?? minimumAmount
        maximumDiscount = changes.maximumDiscount ?? maximumDiscount
        usageLimit = changes.usageLimit?.value ?? usageLimit
        usageLimitPerCustomer = changes.usageLimitPerCustomer?.value ?? usageLimitPerCustomer
        priority = changes.priority?.value ?? priority
        isStackable = changes.stackable ?? isStackable
        isActive = changes.isActive ?? isActive
        startsAt = changes.startsAt ?? startsAt
        endsAt = changes.endsAt ?? endsAt
    }

    private mutating func clear(_ name: PromotionChanges.Clearable) {
        switch name {
        case .description: description = nil
        case .percentage: percentage = nil
        case .amount: amount = nil
        case .bundlePrice: bundlePrice = nil
        case .buyQuantity: buyQuantity = nil
        case .getQuantity: getQuantity = nil
        case .minimumAmount: minimumAmount = nil
        case .maximumDiscount: maximumDiscount = nil
        case .usageLimit: usageLimit = nil
        case .usageLimitPerCustomer: usageLimitPerCustomer = nil
        case .endsAt: endsAt = nil
        }
    }
}

extension PromotionChanges {
    fileprivate init(_ new: NewPromotion) {
        self.init(
            name: new.name,
            description: new.description,
            type: new.type,
            percentage: new.percentage,
            amount: new.amount,
            buyQuantity: new.buyQuantity,
            getQuantity: new.getQuantity,
            giftProductIds: new.giftProductIds,
            bundle: new.bundle,
            bundlePrice: new.bundlePrice,
            productIds: new.productIds,
            categoryIds: new.categoryIds,
            companyIds: new.companyIds,
            zoneIds: new.zoneIds,
            minimumAmount: new.minimumAmount,
            maximumDiscount: new.maximumDiscount,
            usageLimit: new.usageLimit,
            usageLimitPerCustomer: new.usageLimitPerCustomer,
            priority: new.priority,
            stackable: new.stackable,
            isActive: new.isActive,
            startsAt: new.startsAt,
            endsAt: new.endsAt
        )
    }
}
