import Kernel
import Platform

/// The price of a cart, to the dinar, with its explanation.
struct Quote: Sendable, Equatable {
    /// Sorted by company, then product.
    let lines: [QuotedLine]
    /// Sorted by company; each becomes an order of its own.
    let perCompany: [CompanyQuote]
    let subtotal: Dinars
    let discount: Dinars
    let deliveryFee: Dinars
    let total: Dinars
    /// In the order of their application.
    let applied: [AppliedPromotion]
    /// The promotions that were not applied, with what they still require.
    let passed: [PassedOver]
    let trace: [TraceStep]
}

/// A line as it goes into the order; its share of every discount is kept, so that a refund returns exactly that.
struct QuotedLine: Sendable, Equatable {
    let product: ID<Product>
    let company: ID<Company>
    let quantity: Int
    let unitPrice: Dinars
    /// Unit price times quantity.
    let subtotal: Dinars
    /// The line's share of all discounts.
    let discount: Dinars
    let total: Dinars
    /// Stored with the order line as JSON.
    let pricing: LinePricing
}

/// The calculation of a line's price.
struct LinePricing: Codable, Sendable, Equatable {
    /// Catalogue price of one piece, in Iraqi dinars.
    var listPrice: Dinars
    /// The price list of the unit price; absent when the catalogue price holds.
    var priceListId: ID<PriceList>?
    /// Number of pieces from which the price list's price holds; absent when the catalogue price holds.
    var fromQuantity: Int?
    /// Price of one piece before promotions, in Iraqi dinars.
    var unitPrice: Dinars
    /// The line's share of each promotion.
    var shares: [LineShare]
}

/// A line's share of one promotion.
struct LineShare: Codable, Sendable, Equatable {
    var promotionId: ID<Promotion>
    var type: Promotion.Kind
    /// Discount on the line, in Iraqi dinars.
    var amount: Dinars
    /// Free or bundled pieces of the line; absent for other types of promotion.
    var units: Int?
}

/// The part of one company in the price: one order.
struct CompanyQuote: Sendable, Equatable {
    let company: ID<Company>
    let lines: [QuotedLine]
    let subtotal: Dinars
    let discount: Dinars
    let deliveryFee: Dinars
    let total: Dinars
}

/// A promotion that discounted some goods.
struct AppliedPromotion: Sendable, Equatable {
    let promotion: ID<Promotion>
    let name: Name
    let kind: Promotion.Kind
    let discount: Dinars
    /// The companies of the discounted goods.
    let companies: [ID<Company>]
    /// The number of sets, for buy X get Y and bundles.
    let sets: Int?
    let limits: Limits

    /// The usage limits of the promotion.
    struct Limits: Sendable, Equatable {
        let total: Int?
        let perCustomer: Int?
    }
}

/// A promotion that was not applied.
struct PassedOver: Sendable, Equatable {
    let promotion: ID<Promotion>
    let name: Name
    let kind: Promotion.Kind
    let reason: Reason
    /// The amount by which the targeted goods miss the minimum.
    var missingAmount: Int64?
    /// The units still missing.
    var missingUnits: Int?
    /// The discount it would then give, where it can be predicted.
    var worth: Int64?

    /// Reason why a promotion does not apply.
    enum Reason: String, Codable, CaseIterable, Sendable {
        /// The promotion is switched off.
        case notActive = "not_active"
        /// The promotion is not in force yet.
        case notYet = "not_yet"
        /// The promotion is no longer in force.
        case over
        /// The promotion is for other zones.
        case otherZone = "other_zone"
        /// The promotion's usage limit is reached.
        case usedUp = "used_up"
        /// The customer has reached the usage limit per customer.
        case usedUpByCustomer = "used_up_by_customer"
        /// The basket contains none of the targeted goods.
        case nothingMatches = "nothing_matches"
        /// The targeted goods have another promotion that this one cannot be combined with.
        case notCombinable = "not_combinable"
        /// The targeted goods do not reach the minimum amount.
        case belowMinimum = "below_minimum"
        /// The basket contains too few pieces for one set.
        case tooFew = "too_few"
        /// The promotion would not make the goods cheaper.
        case nothingToSave = "nothing_to_save"
    }
}
