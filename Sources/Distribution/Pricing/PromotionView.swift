import Kernel
import Platform
import Web

/// A promotion as the API shows it; how often it was used only to those who keep it.
struct PromotionView: View {
    var id: ID<Promotion>
    /// In the caller's language.
    var title: String
    var name: Name
    var description: Wording<1, 2000>?
    var type: Promotion.Kind
    /// In hundredths of a percent.
    var percentage: Int?
    var amount: Dinars?
    var buyQuantity: Int?
    var getQuantity: Int?
    var giftProductIds: [ID<Product>]
    var bundle: [Promotion.BundleItem]
    var bundlePrice: Dinars?
    /// Whether it takes off of chosen goods or of the whole.
    var stage: Promotion.Stage
    var productIds: [ID<Product>]
    var categoryIds: [ID<Category>]
    var companyIds: [ID<Company>]
    var zoneIds: [ID<DeliveryZone>]
    var minimumAmount: Dinars?
    var maximumDiscount: Dinars?
    var usageLimit: Int?
    var usageLimitPerCustomer: Int?
    var used: Int?
    var priority: Int
    var stackable: Bool
    var isActive: Bool
    var status: Status
    var startsAt: Instant
    var endsAt: Instant?
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int

    enum Status: String, Codable, CaseIterable, Sendable {
        case upcoming, active, ended, inactive
    }

    init(_ promotion: Promotion, for call: Call, at now: Instant) {
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
        used = Promotions.seesAll(call) ? promotion.used : nil
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
    fileprivate func status(at now: Instant) -> PromotionView.Status {
        if let endsAt, endsAt <= now { return .ended }
        guard isActive else { return .inactive }
        return startsAt > now ? .upcoming : .active
    }
}
