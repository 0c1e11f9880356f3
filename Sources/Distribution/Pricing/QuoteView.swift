import Kernel
import Platform
import Web

/// The price of a basket, to the dinar, with its explanation.
struct QuoteView: View {
    /// One entry per product, by company and then product.
    var lines: [Line]
    /// One entry per company, each of which would be an order of its own.
    var companies: [Part]
    /// Value of all goods before promotions, in Iraqi dinars.
    var subtotal: Dinars
    /// Total of all promotions, in Iraqi dinars.
    var discount: Dinars
    /// Delivery fees of all companies, in Iraqi dinars.
    var deliveryFee: Dinars
    /// Amount to pay, in Iraqi dinars: subtotal less discount plus delivery fee.
    var total: Dinars
    /// The promotions applied, in the order of their application.
    var promotions: [Applied]
    /// Every step of the calculation, in order.
    var trace: [Step]

    /// The price of one product.
    struct Line: Codable, Sendable {
        var productId: ID<Product>
        var companyId: ID<Company>
        /// Pieces of the product.
        var quantity: Int
        /// Price of one piece before promotions, in Iraqi dinars.
        var unitPrice: Dinars
        /// Unit price times quantity, in Iraqi dinars.
        var subtotal: Dinars
        /// The line's share of all promotions, in Iraqi dinars.
        var discount: Dinars
        /// Subtotal less discount, in Iraqi dinars.
        var total: Dinars
        var pricing: LinePricing
    }

    /// The part of one company in the price: one order.
    struct Part: Codable, Sendable {
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
        /// Number of sets, for `buy_x_get_y` and `bundle`; absent for other types.
        var sets: Int?
    }

    /// One step of the calculation.
    struct Step: Codable, Sendable {
        var step: TraceStep.Kind
        /// The product concerned; absent for a step about several.
        var productId: ID<Product>?
        /// The company concerned; absent for a step about several.
        var companyId: ID<Company>?
        /// The promotion applied; absent for other steps.
        var promotionId: ID<Promotion>?
        /// The price list applied; absent for other steps.
        var priceListId: ID<PriceList>?
        /// Pieces, or sets of a promotion; absent where neither matters.
        var quantity: Int?
        /// Price of one piece, delivery fee or discount, depending on the step, in Iraqi dinars.
        var amount: Dinars
        /// Explanation in the language of the request.
        var text: String
    }

    init(_ quote: Quote, in languages: [Language]) {
        lines = quote.lines.map(Line.init)
        companies = quote.perCompany.map(Part.init)
        subtotal = quote.subtotal
        discount = quote.discount
        deliveryFee = quote.deliveryFee
        total = quote.total
        promotions = quote.applied.map { Applied($0, in: languages) }
        trace = quote.trace.map { Step($0, in: languages) }
    }
}

extension QuoteView.Line {
    init(_ line: QuotedLine) {
        productId = line.product
        companyId = line.company
        quantity = line.quantity
        unitPrice = line.unitPrice
        subtotal = line.subtotal
        discount = line.discount
        total = line.total
        pricing = line.pricing
    }
}

extension QuoteView.Part {
    init(_ part: CompanyQuote) {
        companyId = part.company
        subtotal = part.subtotal
        discount = part.discount
        deliveryFee = part.deliveryFee
        total = part.total
    }
}

extension QuoteView.Applied {
    init(_ applied: AppliedPromotion, in languages: [Language]) {
        promotionId = applied.promotion
        title = applied.name.text(in: languages)
        type = applied.kind
        discount = applied.discount
        sets = applied.sets
    }
}

extension QuoteView.Step {
    init(_ step: TraceStep, in languages: [Language]) {
        self.step = step.kind
        productId = step.product
        companyId = step.company
        promotionId = step.promotion
        priceListId = step.priceList
        quantity = step.quantity
        amount = step.amount
        text = step.text(in: languages)
    }
}
