import Kernel
import Platform
import Web

/// What goods cost, to the dinar, and why.
struct QuoteView: View {
    var lines: [Line]
    var companies: [Part]
    var subtotal: Dinars
    var discount: Dinars
    var deliveryFee: Dinars
    var total: Dinars
    var promotions: [Applied]
    var trace: [Step]

    struct Line: Codable, Sendable {
        var productId: ID<Product>
        var companyId: ID<Company>
        var quantity: Int
        var unitPrice: Dinars
        var subtotal: Dinars
        var discount: Dinars
        var total: Dinars
        var pricing: LinePricing
    }

    /// The part of one company: one order.
    struct Part: Codable, Sendable {
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
        /// How many times over.
        var sets: Int?
    }

    struct Step: Codable, Sendable {
        var step: TraceStep.Kind
        var productId: ID<Product>?
        var companyId: ID<Company>?
        var promotionId: ID<Promotion>?
        var priceListId: ID<PriceList>?
        var quantity: Int?
        var amount: Dinars
        /// In words, in the caller's language.
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
