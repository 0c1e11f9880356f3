import Kernel
import Platform
import Store

/// A promotion: its discount, its targets and its period.
struct Promotion: Sendable {
    let id: ID<Promotion>
    var name: Name
    var description: Wording<1, 2000>?
    var kind: Kind
    /// Of a percentage promotion, in hundredths of a percent.
    var percentage: Int?
    /// The discount of a fixed promotion.
    var amount: Dinars?
    var buyQuantity: Int?
    var getQuantity: Int?
    /// The free products, when they are not the bought ones.
    var gifts = IDSet<Product>()
    var bundle: [BundleItem] = []
    /// The price of one set of the bundle.
    var bundlePrice: Dinars?
    var targets = Targets()
    /// The value that the targeted goods must reach, after earlier discounts.
    var minimumAmount: Dinars?
    var maximumDiscount: Dinars?
    var usageLimit: Int?
    var usageLimitPerCustomer: Int?
    /// Promotions with a lower number apply first.
    var priority: Int
    /// Whether it can be combined with other promotions on the same goods.
    var isStackable: Bool
    var isActive: Bool
    var startsAt: Instant
    /// The first moment at which the promotion is no longer in force.
    var endsAt: Instant?
    var deletedAt: Instant?
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int
    /// The number of uses, in total and by the customer in question.
    var used = 0
    var usedByCustomer = 0

    /// Type of discount.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// A percentage off the targeted goods, or off the whole order.
        case percentage
        /// A fixed amount off the targeted goods, or off the whole order.
        case fixed
        /// A number of free pieces for a number of bought ones.
        case buyXGetY = "buy_x_get_y"
        /// A fixed price for a set of products.
        case bundle
    }

    /// The goods, companies and zones of a promotion; an empty set means all of them.
    ///
    /// Goods are those of the products and those below the categories.
    struct Targets: Sendable, Hashable {
        var products = IDSet<Product>()
        var categories = IDSet<Category>()
        var companies = IDSet<Company>()
        var zones = IDSet<DeliveryZone>()

        var hasGoods: Bool { !products.isEmpty || !categories.isEmpty }

        func include(_ line: PricedLine) -> Bool {
            guard companies.isEmpty || companies.contains(line.company) else { return false }
            return !hasGoods || products.contains(line.product)
                || line.categories.contains(where: categories.contains)
        }
    }

    /// A product in a bundle.
    struct BundleItem: Codable, Sendable, Hashable {
        var productId: ID<Product>
        /// Pieces of the product in one set.
        var quantity: Ranged<1, 10_000>
    }
}

extension Promotion {
    /// Step of the price calculation in which a promotion applies.
    enum Stage: String, Codable, CaseIterable, Sendable {
        /// Applied to the targeted products, before all others.
        case line
        /// Applied to the whole order, after all others.
        case order
        /// Free pieces, after the discounts on targeted products.
        case buyXGetY = "buy_x_get_y"
        /// Bundle prices, after the free pieces.
        case bundle
    }

    /// Discounts on targeted goods come before discounts on the whole.
    var stage: Stage {
        switch kind {
        case .percentage, .fixed: targets.hasGoods ? .line : .order
        case .buyXGetY: .buyXGetY
        case .bundle: .bundle
        }
    }

    /// The order among promotions of the same stage.
    static func comesFirst(_ left: Promotion, _ right: Promotion) -> Bool {
        left.priority != right.priority ? left.priority < right.priority : left.id < right.id
    }

    /// The reason why the promotion cannot apply to any goods.
    func obstacle(in context: PricingContext) -> PassedOver.Reason? {
        if !isActive || deletedAt != nil { return .notActive }
        if context.now < startsAt { return .notYet }
        if let endsAt, context.now >= endsAt { return .over }
        if !targets.zones.isEmpty, !targets.zones.contains(context.zone) { return .otherZone }
        if let usageLimit, used >= usageLimit { return .usedUp }
        if let usageLimitPerCustomer, usedByCustomer >= usageLimitPerCustomer { return .usedUpByCustomer }
        return nil
    }
}
