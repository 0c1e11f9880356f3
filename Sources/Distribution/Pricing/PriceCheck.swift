import Kernel
import Platform
import Store
import Web

/// What goods would cost now, and what more would save.
enum PriceCheck {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //   path                       handler  needs
        Post("/promotions/apply",   apply,   .priceAsk, "What goods cost with every promotion that applies").refuses(.notFound, .productNotSold, .promotionNotApplicable, .zoneNeeded, .quantityOutOfRange, .amountTooLarge)
        Post("/promotions/preview", preview, .priceAsk, "What goods would cost, what is saved, and what lacks for more").refuses(.notFound, .productNotSold, .zoneNeeded, .quantityOutOfRange, .amountTooLarge)
    }

    static func apply(_ call: Call, body: PriceQuestion) async throws -> QuoteView {
        try await call.db.read { tx in
            let quote = try body.answer(for: call, tx)
            if let wanted = body.promotionId, !quote.applied.contains(where: { $0.promotion == wanted }) {
                let reason = quote.passed.first { $0.promotion == wanted }?.reason.rawValue ?? "not_active"
                throw Problem(.promotionNotApplicable, extras: ["reason": .string(reason)])
            }
            return QuoteView(quote, in: call.languages)
        }
    }

    static func preview(_ call: Call, body: PriceQuestion) async throws -> PricePreview {
        try await call.db.read { tx in PricePreview(try body.answer(for: call, tx), in: call.languages) }
    }
}

/// Goods whose price is asked for.
struct PriceQuestion: Body {
    var lines: [Line]
    /// For those who have no zone of their own.
    var zoneId: ID<DeliveryZone>?
    /// One that must apply.
    var promotionId: ID<Promotion>?

    struct Line: Codable, Sendable {
        var productId: ID<Product>
        var quantity: PricedLine.Quantity
    }

    static let maximumLines = 500

    fileprivate func answer(for call: Call, _ tx: borrowing Tx) throws -> Quote {
        guard !lines.isEmpty else { throw fault(Refusal(.tooFew(1))) }
        guard lines.count <= Self.maximumLines else { throw fault(Refusal(.tooMany(Self.maximumLines))) }
        let isOwn = call.scope.reach == .own
        let customer = isOwn ? call.actor.account : nil
        let zone = try Self.zone(zoneId, of: customer, tx)
        try PricedLine.check(lines.map(\.productId), soldIn: zone, tx)
        return try Quote.load(
            for: lines.enumerated().map { index, line in
                RequestedLine(
                    product: line.productId,
                    quantity: line.quantity.value,
                    pointer: "/lines/\(index)/quantity"
                )
            },
            customer: customer,
            zone: zone,
            call.site.localCache,
            tx
        )
    }

    /// The customer's own, whatever they say; for others the one they name.
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

    private func fault(_ refusal: Refusal) -> Problem {
        Problem(.invalid, faults: [Problem.Fault("/lines", refusal)])
    }
}
