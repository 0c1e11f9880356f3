import Kernel
import Platform
import Store
import Web

/// What one of something costs when so many are bought.
struct UnitPriceQuestion: Body {
    var productId: ID<Product>
    var quantity: PricedLine.Quantity
    /// For those who have no zone of their own.
    var zoneId: ID<DeliveryZone>?
    /// For those who have no group of their own.
    var customerGroup: Line<1, 40>?

    func answer(for call: Call, _ tx: borrowing Tx) throws -> PriceExplanation {
        let customer = call.scope.reach == .own ? call.actor.account : nil
        let zone = try PriceQuestion.zone(zoneId, of: customer, tx)
        try PricedLine.check([productId], soldIn: zone, tx)
        let group = try customer.map { try PricingContext.group(of: $0, tx) } ?? customerGroup?.rawValue
        let requested = RequestedLine(product: productId, quantity: quantity.value, pointer: "query/quantity")
        let lines = try PricedLine.load([requested], tx)
        let context = try PricingContext.load(for: lines, customer, group, zone, tx)
        let lists = try PriceList.list(of: [productId], tx)
        return try PriceExplanation(lines, lists, context, in: call.languages)
    }
}

/// Every list that names the product, in the order in which they are asked; the first that has a price gives it.
struct PriceExplanation: View {
    var productId: ID<Product>
    var quantity: Int
    var listPrice: Dinars
    var unitPrice: Dinars
    /// What so many cost, before promotions.
    var subtotal: Dinars
    var priceListId: ID<PriceList>?
    var considered: [Considered]

    struct Considered: Codable, Sendable {
        var priceListId: ID<PriceList>
        var title: String
        var priority: Int
        var outcome: Outcome
        /// From how many on the price holds.
        var fromQuantity: Int?
        var price: Dinars?
    }

    enum Outcome: String, Codable, CaseIterable, Sendable {
        case chosen
        /// Has a price, but a list before it has one too.
        case outranked
        case notActive = "not_active"
        case notYet = "not_yet"
        case over
        case otherZone = "other_zone"
        case otherCompany = "other_company"
        case otherGroup = "other_group"
        case notListed = "not_listed"
        case tooFew = "too_few"
    }

    init(
        _ lines: [PricedLine],
        _ lists: [PriceList],
        _ context: PricingContext,
        in languages: [Language]
    ) throws {
        // Priced by the same function as everything else; what is told beside it only explains.
        let quote = try Pricing.price(lines, [], lists, context)
        guard let line = lines.first, let quoted = quote.lines.first else { throw Problem(.notFound) }
        productId = quoted.product
        quantity = quoted.quantity
        listPrice = line.listPrice
        unitPrice = quoted.unitPrice
        subtotal = quoted.subtotal
        priceListId = quoted.pricing.priceListId
        considered = lists.sorted(by: PriceList.comesFirst).map { list in
            Considered(list, list.answer(for: line, in: context), quoted.pricing.priceListId, languages)
        }
    }
}

extension PriceExplanation.Considered {
    fileprivate init(
        _ list: PriceList,
        _ answer: Result<PriceList.Step, PriceList.Obstacle>,
        _ chosen: ID<PriceList>?,
        _ languages: [Language]
    ) {
        priceListId = list.id
        title = list.name.text(in: languages)
        priority = list.priority
        switch answer {
        case .success(let step):
            outcome = list.id == chosen ? .chosen : .outranked
            fromQuantity = step.from
            price = step.price
        case .failure(let obstacle):
            outcome = PriceExplanation.Outcome(rawValue: obstacle.rawValue) ?? .notListed
        }
    }
}
