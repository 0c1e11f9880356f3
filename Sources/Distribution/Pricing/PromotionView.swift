import Kernel
import Platform
import Web

/// A promotion as the API shows it; only administrators who manage it see the number of uses.
struct PromotionView: View {
    var id: ID<Promotion>
    /// Promotion name in the language of the request.
    var title: String
    /// Promotion name in every language available.
    var name: Name
    /// Terms for buyers in every language available; absent when there are none.
    var description: Wording<1, 2000>?
    var type: Promotion.Kind
    /// For `percentage`: the discount in hundredths of a percent, such as 1250 for 12.5 %; absent when unset.
    var percentage: Int?
    /// For `fixed`: the discount, in Iraqi dinars; absent when unset.
    var amount: Dinars?
    /// For `buy_x_get_y`: the pieces to buy for each set; absent when unset.
    var buyQuantity: Int?
    /// For `buy_x_get_y`: the free pieces of each set; absent when unset.
    var getQuantity: Int?
    /// For `buy_x_get_y`: the free products; empty means that the bought ones are free.
    var giftProductIds: [ID<Product>]
    /// For `bundle`: the products of one set; empty for other types.
    var bundle: [Promotion.BundleItem]
    /// For `bundle`: the price of one set, in Iraqi dinars; absent when unset.
    var bundlePrice: Dinars?
    /// Step of the price calculation in which the promotion applies.
    var stage: Promotion.Stage
    /// Products the promotion is restricted to; empty means no restriction.
    var productIds: [ID<Product>]
    /// Categories the promotion is restricted to, with all below them; empty means no restriction.
    var categoryIds: [ID<Category>]
    /// Companies whose goods the promotion is restricted to; empty means all.
    var companyIds: [ID<Company>]
    /// Zones the promotion is restricted to; empty means all.
    var zoneIds: [ID<DeliveryZone>]
    /// Value the targeted goods must reach after earlier discounts, in Iraqi dinars; null means none.
    var minimumAmount: Dinars?
    /// Upper limit of the discount per checkout, in Iraqi dinars; null means none.
    var maximumDiscount: Dinars?
    /// Maximum number of checkouts with this promotion; null means unlimited.
    var usageLimit: Int?
    /// Maximum number of checkouts of one customer with this promotion; null means unlimited.
    var usageLimitPerCustomer: Int?
    /// Number of checkouts with this promotion, without cancelled ones; absent unless the caller manages the promotion.
    ///
    /// Without a `usage_limit` it is the number at the last change of the promotion, less later cancellations.
    var used: Int?
    /// Position among the promotions; the lower applies first.
    var priority: Int
    /// Whether it can be combined with other promotions on the same goods.
    var stackable: Bool
    /// Whether the promotion is switched on; see `status` for its period.
    var isActive: Bool
    var status: Status
    /// From this moment on the promotion is in force.
    var startsAt: Instant
    /// From this moment on the promotion is no longer in force; null means without end.
    var endsAt: Instant?
    /// The time at which the promotion was entered, whether or not it was in force then.
    var createdAt: Instant
    /// Time of the last change of its terms, uses aside; equal to `created_at` before any.
    var updatedAt: Instant
    /// Revision number, which increases by one with every change.
    var version: Int

    /// State of a promotion at the moment of the request.
    enum Status: String, Codable, CaseIterable, Sendable {
        /// Switched on, but not in force yet.
        case upcoming
        /// In force now.
        case active
        /// No longer in force.
        case ended
        /// Switched off.
        case inactive
    }

    init(_ promotion: Promotion, within reach: PromotionReach, for call: Call, at now: Instant) {
        id = promotion.id
        title = promotion.name.text(in: call.languages)
        name = promotion.name
        description = promotion.description
        type = promotion.kind
        percentage = promotion.percentage
        amount = promotion.amount
        buyQuantity = promotion.buyQuantity
        getQuantity = promotion.getQuantity
        giftProductIds = promotion.gifts.ids
        bundle = promotion.bundle
        bundlePrice = promotion.bundlePrice
        stage = promotion.stage
        productIds = promotion.targets.products.ids
        categoryIds = promotion.targets.categories.ids
        companyIds = promotion.targets.companies.ids
        zoneIds = promotion.targets.zones.ids
        minimumAmount = promotion.minimumAmount
        maximumDiscount = promotion.maximumDiscount
        usageLimit = promotion.usageLimit
        usageLimitPerCustomer = promotion.usageLimitPerCustomer
        used = reach.covers(promotion) ? promotion.used : nil
        priority = promotion.priority
        stackable = promotion.isStackable
        isActive = promotion.isActive
        status = promotion.status(at: now)
        startsAt = promotion.startsAt
        endsAt = promotion.endsAt
        createdAt = promotion.createdAt
        updatedAt = promotion.updatedAt
        version = promotion.version
    }
}

extension Promotion {
    func status(at now: Instant) -> PromotionView.Status {
        if let endsAt, endsAt <= now { return .ended }
        guard isActive else { return .inactive }
        return startsAt > now ? .upcoming : .active
    }
}
