import Kernel
import Platform

/// What an order costs: by company, with the promotions that were applied and those that nearly were.
struct OrderQuoteView: Codable, Sendable {
    var subtotal: Dinars
    var discount: Dinars
    var deliveryFee: Dinars
    var total: Dinars
    /// One order each.
    var companies: [CompanyPart]
    var promotions: [Applied]
    /// What more would be needed for a promotion.
    var hints: [Hint]

    struct CompanyPart: Codable, Sendable {
        var companyId: ID<Company>
        var subtotal: Dinars
        var discount: Dinars
        var deliveryFee: Dinars
        var total: Dinars
    }

    struct Applied: Codable, Sendable {
        var promotionId: ID<Promotion>
        var title: String
        var type: Promotion.Kind
        var discount: Dinars
    }

    struct Hint: Codable, Sendable {
        var promotionId: ID<Promotion>
        var title: String
        var type: Promotion.Kind
        var missingAmount: Int64?
        var missingUnits: Int?
        var worth: Int64?
    }

    init(_ quote: Quote, in languages: [Language]) {
        subtotal = quote.subtotal
        discount = quote.discount
        deliveryFee = quote.deliveryFee
        total = quote.total
        companies = quote.perCompany.map {
            CompanyPart(
                companyId: $0.company,
                subtotal: $0.subtotal,
                discount: $0.discount,
                deliveryFee: $0.deliveryFee,
                total: $0.total
            )
        }
        promotions = quote.applied.map {
            Applied(
                promotionId: $0.promotion,
                title: $0.name.text(in: languages),
                type: $0.kind,
                discount: $0.discount
            )
        }
        hints = quote.passed.filter { $0.missingAmount != nil || $0.missingUnits != nil }.map {
            Hint(
                promotionId: $0.promotion,
                title: $0.name.text(in: languages),
                type: $0.kind,
                missingAmount: $0.missingAmount,
                missingUnits: $0.missingUnits,
                worth: $0.worth
            )
        }
    }
}
