import Kernel
import Platform
import Store
import Web

/// Routes that price a basket without ordering it.
enum PriceCheck {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //   path                       handler  needs
        Post("/promotions/apply",   apply,   .priceAsk, "Apply promotions to a basket",
              details: "Calculates the price of the goods with every promotion that applies. Without `lines`, a shop owner's cart is priced. Nothing is ordered or reserved. With `promotion_id`, the request is refused unless that promotion applies.").refuses(.notFound, .productNotSold, .cartEmpty, .promotionNotApplicable, .zoneNeeded, .quantityOutOfRange, .amountTooLarge)
        Post("/promotions/preview", preview, .priceAsk, "Preview promotions for a basket",
              details: "Calculates the price of the goods, the savings, and the goods still missing for further promotions. Without `lines`, a shop owner's cart is priced. Nothing is ordered or reserved.").refuses(.notFound, .productNotSold, .cartEmpty, .zoneNeeded, .quantityOutOfRange, .amountTooLarge)
    }

    static func apply(_ call: Call, body: PriceQuestion?) async throws -> QuoteView {
        let question = body ?? PriceQuestion()
        return try await call.db.read { tx in
            let quote = try question.answer(for: call, tx)
            if let wanted = question.promotionId, !quote.applied.contains(where: { $0.promotion == wanted }) {
                let reason = quote.passed.first { $0.promotion == wanted }?.reason.rawValue ?? "not_active"
                throw Problem(.promotionNotApplicable, extras: ["reason": .string(reason)])
            }
            return QuoteView(quote, in: call.languages)
        }
    }

    static func preview(_ call: Call, body: PriceQuestion?) async throws -> PricePreview {
        let question = body ?? PriceQuestion()
        return try await call.db.read { tx in
            PricePreview(try question.answer(for: call, tx), in: call.languages)
        }
    }
}

/// A basket to price.
struct PriceQuestion: Body {
    /// The goods, in any order; quantities of a repeated product are added up.
    ///
    /// Null or absent means the caller's cart; administrators, who have none, must list them.
    var lines: [Line]?
    /// The delivery zone; required for administrators and ignored for shop owners, who have their own.
    var zoneId: ID<DeliveryZone>?
    /// A promotion that must apply; null or absent means none in particular.
    var promotionId: ID<Promotion>?

    /// A product with its quantity.
    struct Line: Codable, Sendable {
        var productId: ID<Product>
        /// Number of pieces to price.
        var quantity: PricedLine.Quantity
    }

    static let maximumLines = 500

    fileprivate func answer(for call: Call, _ tx: borrowing Tx) throws -> Quote {
        let isOwn = call.scope.reach == .own
        let customer = isOwn ? call.actor.account : nil
        let wanted = try requestedLines(of: customer, tx)
        let zone = try Self.zone(zoneId, of: customer, tx)
        try PricedLine.check(wanted.map(\.product), soldIn: zone, tx)
        return try Quote.load(for: wanted, customer: customer, zone: zone, call.site.localCache, tx)
    }

    private func requestedLines(of customer: ID<Account>?, _ tx: borrowing Tx) throws -> [RequestedLine] {
        guard let lines else { return try Self.cart(of: customer, tx) }
        guard !lines.isEmpty else { throw Self.fault(Refusal(.tooFew(1))) }
        guard lines.count <= Self.maximumLines else {
            throw Self.fault(Refusal(.tooMany(Self.maximumLines)))
        }
        return lines.enumerated().map { index, line in
            RequestedLine(
                product: line.productId,
                quantity: line.quantity.value,
                pointer: "/lines/\(index)/quantity"
            )
        }
    }

    private static func cart(of customer: ID<Account>?, _ tx: borrowing Tx) throws -> [RequestedLine] {
        guard let customer else { throw fault(Refusal(.required)) }
        let items = try CartItem.list(of: customer, tx)
        guard !items.isEmpty else { throw Problem(.cartEmpty) }
        return items.map(\.requested)
    }

    /// A customer's own zone in any case, or else the zone named in the request.
    static func zone(
        _ named: ID<DeliveryZone>?,
        of customer: ID<Account>?,
        _ tx: borrowing Tx
    ) throws -> ID<DeliveryZone> {
        guard let customer else {
            guard let named else { throw Problem(.zoneNeeded) }
            return try DeliveryZone.find(named, tx).id
        }
        guard let zone = try Member.find(customer, tx).zone else { throw Problem(.zoneNeeded) }
        return zone
    }

    private static func fault(_ refusal: Refusal) -> Problem {
        Problem(.invalid, faults: [Problem.Fault("/lines", refusal)])
    }
}
