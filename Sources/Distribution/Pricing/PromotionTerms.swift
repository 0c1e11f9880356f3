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

/// Absent members stay as they are; null clears those that may be missing.
struct PromotionChanges: Body, ClearsByName {
    var name: Name?
    var description: Change<Wording<1, 2000>>
    var type: Promotion.Kind?
    var percentage: Change<Ranged<1, 10_000>>
    var amount: Change<Dinars>
    var buyQuantity: Change<Ranged<1, 10_000>>
    var getQuantity: Change<Ranged<1, 10_000>>
    var giftProductIds: [ID<Product>]?
    var bundle: [Promotion.BundleItem]?
    var bundlePrice: Change<Dinars>
    var productIds: [ID<Product>]?
    var categoryIds: [ID<Category>]?
    var companyIds: [ID<Company>]?
    var zoneIds: [ID<DeliveryZone>]?
    var minimumAmount: Change<Dinars>
    var maximumDiscount: Change<Dinars>
    var usageLimit: Change<Ranged<1, 1_000_000_000>>
    var usageLimitPerCustomer: Change<Ranged<1, 1_000_000>>
    var priority: Ranged<0, 10_000>?
    var stackable: Bool?
    var isActive: Bool?
    var startsAt: Instant?
    var endsAt: Change<Instant>
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
        name = changes.name ?? name
        description = changes.description.applied(to: description)
        kind = changes.type ?? kind
        percentage = changes.percentage.map(\.value).applied(to: percentage)
        amount = changes.amount.applied(to: amount)
        buyQuantity = changes.buyQuantity.map(\.value).applied(to: buyQuantity)
        getQuantity = changes.getQuantity.map(\.value).applied(to: getQuantity)
        gifts = changes.giftProductIds.map { IDSet($0) } ?? gifts
        bundle = changes.bundle ?? bundle
        bundlePrice = changes.bundlePrice.applied(to: bundlePrice)
        targets.products = changes.productIds.map { IDSet($0) } ?? targets.products
        targets.categories = changes.categoryIds.map { IDSet($0) } ?? targets.categories
        targets.companies = changes.companyIds.map { IDSet($0) } ?? targets.companies
        targets.zones = changes.zoneIds.map { IDSet($0) } ?? targets.zones
        minimumAmount = changes.minimumAmount.applied(to: minimumAmount)
        maximumDiscount = changes.maximumDiscount.applied(to: maximumDiscount)
        usageLimit = changes.usageLimit.map(\.value).applied(to: usageLimit)
        usageLimitPerCustomer = changes.usageLimitPerCustomer.map(\.value).applied(to: usageLimitPerCustomer)
        priority = changes.priority?.value ?? priority
        isStackable = changes.stackable ?? isStackable
        isActive = changes.isActive ?? isActive
        startsAt = changes.startsAt ?? startsAt
        endsAt = changes.endsAt.applied(to: endsAt)
    }
}

extension PromotionChanges {
    fileprivate init(_ new: NewPromotion) {
        self.init(
            name: new.name,
            description: Change(new.description),
            type: new.type,
            percentage: Change(new.percentage),
            amount: Change(new.amount),
            buyQuantity: Change(new.buyQuantity),
            getQuantity: Change(new.getQuantity),
            giftProductIds: new.giftProductIds,
            bundle: new.bundle,
            bundlePrice: Change(new.bundlePrice),
            productIds: new.productIds,
            categoryIds: new.categoryIds,
            companyIds: new.companyIds,
            zoneIds: new.zoneIds,
            minimumAmount: Change(new.minimumAmount),
            maximumDiscount: Change(new.maximumDiscount),
            usageLimit: Change(new.usageLimit),
            usageLimitPerCustomer: Change(new.usageLimitPerCustomer),
            priority: new.priority,
            stackable: new.stackable,
            isActive: new.isActive,
            startsAt: new.startsAt,
            endsAt: Change(new.endsAt)
        )
    }
}
