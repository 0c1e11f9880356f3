import Kernel
import Platform

/// The price of an order by company, with the promotions applied and those within reach.
struct OrderQuoteView: Codable, Sendable {
    /// Value of all goods before promotions, in Iraqi dinars.
    var subtotal: Dinars
    /// Total of all promotions, in Iraqi dinars.
    var discount: Dinars
    /// Delivery fees of all companies, in Iraqi dinars.
    var deliveryFee: Dinars
    /// Amount to pay, in Iraqi dinars: subtotal less discount plus delivery fee.
    var total: Dinars
    /// One entry per company, each of which becomes an order of its own.
    var companies: [CompanyPart]
    /// The promotions applied, in the order of their application.
    var promotions: [Applied]
    /// Promotions that would apply if a little more were ordered.
    var hints: [Hint]

    /// The part of one company in the price.
    struct CompanyPart: Codable, Sendable {
        var companyId: ID<Company>
        /// Value of the company's goods before promotions, in Iraqi dinars.
        var subtotal: Dinars
        /// The company's share of all promotions, in Iraqi dinars.
        var discount: Dinars
        /// The company's delivery fee for the zone, in Iraqi dinars; 0 when the delivery is free.
        var deliveryFee: Dinars
        /// Amount to pay to this company, in Iraqi dinars: subtotal less discount plus delivery fee.
        var total: Dinars
    }

    /// A promotion that reduced the price.
    struct Applied: Codable, Sendable {
        var promotionId: ID<Promotion>
        /// Promotion name in the language of the request.
        var title: String
        var type: Promotion.Kind
        /// Reduction of the price, in Iraqi dinars.
        var discount: Dinars
    }

    /// A promotion that would apply if more were ordered.
    struct Hint: Codable, Sendable {
        var promotionId: ID<Promotion>
        /// Promotion name in the language of the request.
        var title: String
        var type: Promotion.Kind
        /// Value of goods still missing, in Iraqi dinars; absent when units are missing instead.
        var missingAmount: Int64?
        /// Pieces still missing; absent when an amount is missing instead.
        var missingUnits: Int?
        /// The reduction it would then give, in Iraqi dinars; absent when it cannot be predicted.
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
