import Kernel
import Platform
import Store

/// An offer: what it takes off, of which goods, for whom and when.
struct Promotion: Sendable {
    let id: ID<Promotion>
    var name: Name
    var description: Wording<1, 2000>?
    var kind: Kind
    /// In hundredths of a percent, of a percentage.
    var percentage: Int?
    /// What a fixed one takes off.
    var amount: Dinars?
    var buyQuantity: Int?
    var getQuantity: Int?
    /// What is given for nothing, where that is not what is bought.
    var gifts = IDSet<Product>()
    var bundle: [BundleItem] = []
    /// What one of each of the bundle costs together.
    var bundlePrice: Dinars?
    var targets = Targets()
    /// The goods it is about must cost this much, after what was taken off before it.
    var minimumAmount: Dinars?
    var maximumDiscount: Dinars?
    var usageLimit: Int?
    var usageLimitPerCustomer: Int?
    /// The lower comes first.
    var priority: Int
    /// Whether it shares goods with other promotions.
    var isStackable: Bool
    var isActive: Bool
    var startsAt: Instant
    /// From then on it is over.
    var endsAt: Instant?
    var deletedAt: Instant?
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int
    /// How often it has been used, and by who asks.
    var used = 0
    var usedByCustomer = 0

    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case percentage
        case fixed
        case buyXGetY = "buy_x_get_y"
        case bundle
    }

    /// No choice of a kind means all of it; goods are those of the products and those below the categories.
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

    struct BundleItem: Codable, Sendable, Hashable {
        var productId: ID<Product>
        var quantity: Ranged<1, 10_000>
    }
}

extension Promotion {
    /// When in the working out of a price it has its turn.
    enum Stage: String, Codable, CaseIterable, Sendable {
        case line, order
        case buyXGetY = "buy_x_get_y"
        case bundle
    }

    /// What takes off of chosen goods comes before what takes off of the whole.
    var stage: Stage {
        switch kind {
        case .percentage, .fixed: targets.hasGoods ? .line : .order
        case .buyXGetY: .buyXGetY
        case .bundle: .bundle
        }
    }

    /// The turn among those of the same stage.
    static func comesFirst(_ left: Promotion, _ right: Promotion) -> Bool {
        left.priority != right.priority ? left.priority < right.priority : left.id < right.id
    }

    /// Why it is out of the question, whatever the goods.
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
