import Kernel
import Platform
import Store
import Web

/// A product and quantity whose unit price is to be explained.
struct UnitPriceQuestion: Body {
    var productId: ID<Product>
    /// Number of pieces to buy, on which volume prices depend.
    var quantity: PricedLine.Quantity
    /// The delivery zone; required for administrators and ignored for shop owners, who have their own.
    var zoneId: ID<DeliveryZone>?
    /// The customer group; ignored for shop owners, who have their own; absent means none.
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

/// Every price list that names the product, in the order in which the lists are tried; the first with a price decides.
struct PriceExplanation: View {
    var productId: ID<Product>
    /// Number of pieces to buy, as requested.
    var quantity: Int
    /// Catalogue price of one piece, in Iraqi dinars.
    var listPrice: Dinars
    /// Price of one piece from the deciding price list or the catalogue, in Iraqi dinars.
    var unitPrice: Dinars
    /// Unit price times quantity, before promotions, in Iraqi dinars.
    var subtotal: Dinars
    /// The price list that decided; absent when the catalogue price holds.
    var priceListId: ID<PriceList>?
    /// The price lists that name the product, in the order in which they are tried.
    var considered: [Considered]

    /// One price list, and why it does or does not decide the price.
    struct Considered: Codable, Sendable {
        var priceListId: ID<PriceList>
        /// Price list's name in the language of the request.
        var title: String
        /// Position in the order of the lists; the lower is tried first.
        var priority: Int
        /// Whether this list decides the price, and if not, why.
        var outcome: Outcome
        /// Number of pieces from which the price holds; absent when the list has no price here.
        var fromQuantity: Int?
        /// The list's price of one piece, in Iraqi dinars; absent when the list has no price here.
        var price: Dinars?
    }

    /// Part of a price list in the unit price of a product.
    enum Outcome: String, Codable, CaseIterable, Sendable {
        /// This list gives the price.
        case chosen
        /// The list has a price, but a list tried before it has one too.
        case outranked
        /// The list is switched off.
        case notActive = "not_active"
        /// The list is not in force yet.
        case notYet = "not_yet"
        /// The list is no longer in force.
        case over
        /// The list is for another zone.
        case otherZone = "other_zone"
        /// The list is for another company's products.
        case otherCompany = "other_company"
        /// The list is for another customer group.
        case otherGroup = "other_group"
        /// The list has no price for the product.
        case notListed = "not_listed"
        /// The list has a price only for larger quantities.
        case tooFew = "too_few"
    }

    init(
        _ lines: [PricedLine],
        _ lists: [PriceList],
        _ context: PricingContext,
        in languages: [Language]
    ) throws {
        // The price comes from the same function as every other; the rest only explains it.
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
