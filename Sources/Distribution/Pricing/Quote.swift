import Kernel
import Platform

/// What a cart costs, to the dinar, and why.
struct Quote: Sendable, Equatable {
    /// By company, then product.
    let lines: [QuotedLine]
    /// One order each, by company.
    let perCompany: [CompanyQuote]
    let subtotal: Dinars
    let discount: Dinars
    let deliveryFee: Dinars
    let total: Dinars
    /// In the order in which they were applied.
    let applied: [AppliedPromotion]
    /// What was not applied, and what would be needed for it.
    let passed: [PassedOver]
    let trace: [TraceStep]
}

/// A line as it goes into the order: its share of every discount is kept, so that a refund gives back exactly that.
struct QuotedLine: Sendable, Equatable {
    let product: ID<Product>
    let company: ID<Company>
    let quantity: Int
    let unitPrice: Dinars
    /// The unit price times the quantity.
    let subtotal: Dinars
    /// Its share of everything that is taken off.
    let discount: Dinars
    let total: Dinars
    /// To be kept with the order's line, as JSON.
    let pricing: LinePricing
}

/// How the price of a line came about.
struct LinePricing: Codable, Sendable, Equatable {
    var listPrice: Dinars
    /// The price list that the unit price is from, and its step.
    var priceListId: ID<PriceList>?
    var fromQuantity: Int?
    var unitPrice: Dinars
    var shares: [LineShare]
}

/// A line's part of what one promotion takes off.
struct LineShare: Codable, Sendable, Equatable {
    var promotionId: ID<Promotion>
    var type: Promotion.Kind
    var amount: Dinars
    /// How many units of the line are free, or in bundles.
    var units: Int?
}

/// The part of one company: one order.
struct CompanyQuote: Sendable, Equatable {
    let company: ID<Company>
    let lines: [QuotedLine]
    let subtotal: Dinars
    let discount: Dinars
    let deliveryFee: Dinars
    let total: Dinars
}

/// A promotion that took something off.
struct AppliedPromotion: Sendable, Equatable {
    let promotion: ID<Promotion>
    let name: Name
    let kind: Promotion.Kind
    let discount: Dinars
    /// Whose goods it took something off.
    let companies: [ID<Company>]
    /// How many times over, of buy X get Y and of bundles.
    let sets: Int?
    let limits: Limits

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
    /// What the goods it is about must cost more.
    var missingAmount: Int64?
    /// How many units more it takes.
    var missingUnits: Int?
    /// What it would then take off, where that can be said.
    var worth: Int64?

    enum Reason: String, Codable, CaseIterable, Sendable {
        case notActive = "not_active"
        case notYet = "not_yet"
        case over
        case otherZone = "other_zone"
        case usedUp = "used_up"
        case usedUpByCustomer = "used_up_by_customer"
        case nothingMatches = "nothing_matches"
        /// The goods it is about are taken by a promotion that it cannot be combined with.
        case notCombinable = "not_combinable"
        case belowMinimum = "below_minimum"
        case tooFew = "too_few"
        case nothingToSave = "nothing_to_save"
    }
}
