import Kernel
import Platform
import Store
import Web

/// A promotion to create.
struct NewPromotion: Body {
    /// Promotion name for buyers, in Arabic and optionally in Kurdish and English.
    var name: Name
    /// Terms for buyers, in Arabic and optionally in Kurdish and English; absent means none.
    var description: Wording<1, 2000>?
    var type: Promotion.Kind
    /// For `percentage`: the discount in hundredths of a percent, such as 1250 for 12.5 %.
    var percentage: Ranged<1, 10_000>?
    /// For `fixed`: the discount, in Iraqi dinars.
    var amount: Dinars?
    /// For `buy_x_get_y`: the pieces to buy for each set.
    var buyQuantity: Ranged<1, 10_000>?
    /// For `buy_x_get_y`: the free pieces of each set.
    var getQuantity: Ranged<1, 10_000>?
    /// For `buy_x_get_y`: the free products; absent or empty means that the bought ones are free.
    var giftProductIds: [ID<Product>]?
    /// For `bundle`: the products of one set with their quantities.
    var bundle: [Promotion.BundleItem]?
    /// For `bundle`: the price of one set, in Iraqi dinars.
    var bundlePrice: Dinars?
    /// Restricts the promotion to these products; absent or empty means no restriction.
    var productIds: [ID<Product>]?
    /// Restricts the promotion to these categories and all below them; absent or empty means no restriction.
    var categoryIds: [ID<Category>]?
    /// Restricts the promotion to the goods of these companies; absent or empty means all.
    var companyIds: [ID<Company>]?
    /// Restricts the promotion to buyers in these zones; absent or empty means all, which a location admin cannot choose.
    var zoneIds: [ID<DeliveryZone>]?
    /// Value the targeted goods must reach after earlier discounts, in Iraqi dinars; absent means none.
    var minimumAmount: Dinars?
    /// Upper limit of the discount per checkout, in Iraqi dinars; absent means none.
    var maximumDiscount: Dinars?
    /// Maximum number of checkouts with this promotion; absent means unlimited.
    var usageLimit: Ranged<1, 1_000_000_000>?
    /// Maximum number of checkouts of one customer with this promotion; absent means unlimited.
    var usageLimitPerCustomer: Ranged<1, 1_000_000>?
    /// Position among the promotions, of which the lower applies first; absent means 100.
    var priority: Ranged<0, 10_000>?
    /// Whether it can be combined with other promotions on the same goods; absent means false.
    var stackable: Bool?
    /// False to keep the promotion switched off; absent means true.
    var isActive: Bool?
    /// From this moment on the promotion is in force.
    var startsAt: Instant
    /// From this moment on the promotion is no longer in force; absent means without end.
    var endsAt: Instant?
}

/// Changes to a promotion: absent members stay as they are, null clears an optional one.
struct PromotionChanges: Body, ClearsByName {
    /// Promotion name for buyers; absent keeps the current one.
    var name: Name?
    /// Terms for buyers; null removes them.
    var description: Change<Wording<1, 2000>>
    /// Type of discount; the members it requires must be set as well.
    var type: Promotion.Kind?
    /// For `percentage`: the discount in hundredths of a percent, such as 1250 for 12.5 %; null removes it.
    var percentage: Change<Ranged<1, 10_000>>
    /// For `fixed`: the discount, in Iraqi dinars; null removes it.
    var amount: Change<Dinars>
    /// For `buy_x_get_y`: the pieces to buy for each set; null removes the number.
    var buyQuantity: Change<Ranged<1, 10_000>>
    /// For `buy_x_get_y`: the free pieces of each set; null removes the number.
    var getQuantity: Change<Ranged<1, 10_000>>
    /// For `buy_x_get_y`: replaces the free products; empty means that the bought ones are free.
    var giftProductIds: [ID<Product>]?
    /// For `bundle`: replaces the products of one set.
    var bundle: [Promotion.BundleItem]?
    /// For `bundle`: the price of one set, in Iraqi dinars; null removes it.
    var bundlePrice: Change<Dinars>
    /// Replaces the products the promotion is restricted to; empty means no restriction.
    var productIds: [ID<Product>]?
    /// Replaces the categories the promotion is restricted to; empty means no restriction.
    var categoryIds: [ID<Category>]?
    /// Replaces the companies whose goods the promotion is restricted to; empty means all.
    var companyIds: [ID<Company>]?
    /// Replaces the zones the promotion is restricted to; empty means all, which a location admin cannot choose.
    var zoneIds: [ID<DeliveryZone>]?
    /// Value the targeted goods must reach after earlier discounts, in Iraqi dinars; null removes it.
    var minimumAmount: Change<Dinars>
    /// Upper limit of the discount per checkout, in Iraqi dinars; null removes it.
    var maximumDiscount: Change<Dinars>
    /// Maximum number of checkouts with this promotion; null makes it unlimited.
    var usageLimit: Change<Ranged<1, 1_000_000_000>>
    /// Maximum number of checkouts of one customer with this promotion; null makes it unlimited.
    var usageLimitPerCustomer: Change<Ranged<1, 1_000_000>>
    /// Position among the promotions, of which the lower applies first; absent keeps it.
    var priority: Ranged<0, 10_000>?
    /// Whether it can be combined with other promotions on the same goods; absent keeps the current rule.
    var stackable: Bool?
    /// Whether the promotion is switched on; absent keeps the current state.
    var isActive: Bool?
    /// From this moment on the promotion is in force; absent keeps the current start.
    var startsAt: Instant?
    /// From this moment on the promotion is no longer in force; null removes the end.
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
    init(_ new: NewPromotion) {
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
            // Absent means all zones.
            zoneIds: new.zoneIds ?? [],
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
