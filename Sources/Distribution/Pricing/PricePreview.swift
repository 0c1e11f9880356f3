import Kernel
import Platform
import Web

/// What goods would cost, what is saved, and what more would save.
struct PricePreview: View {
    var quote: QuoteView
    /// What is saved in all.
    var savings: Dinars
    /// Promotions that would apply if a little more were bought, the nearest first.
    var withinReach: [Offer]
    /// Why others do not apply.
    var notApplied: [Refused]

    struct Offer: Codable, Sendable {
        var promotionId: ID<Promotion>
        var title: String
        var type: Promotion.Kind
        var missingAmount: Dinars?
        var missingQuantity: Int?
        /// What it would take off then, where that can be said.
        var saving: Dinars?
    }

    struct Refused: Codable, Sendable {
        var promotionId: ID<Promotion>
        var title: String
        var reason: PassedOver.Reason
    }

    init(_ quote: Quote, in languages: [Language]) {
        self.quote = QuoteView(quote, in: languages)
        savings = quote.discount
        let near = quote.passed.filter { $0.missingAmount != nil || $0.missingUnits != nil }
        withinReach = near.sorted(by: PassedOver.isNearer).map { passed in
            Offer(
                promotionId: passed.promotion,
                title: passed.name.text(in: languages),
                type: passed.kind,
                missingAmount: passed.missingAmount.flatMap(Dinars.init),
                missingQuantity: passed.missingUnits,
                saving: passed.worth.flatMap(Dinars.init)
            )
        }
        notApplied = quote.passed.filter { $0.missingAmount == nil && $0.missingUnits == nil }.map { passed in
            Refused(
                promotionId: passed.promotion,
                title: passed.name.text(in: languages),
                reason: passed.reason
            )
        }
    }
}

extension PassedOver {
    /// Fewer units before more, then less money before more.
    static func isNearer(_ left: PassedOver, _ right: PassedOver) -> Bool {
        let (first, second) = (left.missingUnits ?? .max, right.missingUnits ?? .max)
        if first != second { return first < second }
        let (less, more) = (left.missingAmount ?? 0, right.missingAmount ?? 0)
        return less != more ? less < more : left.promotion < right.promotion
    }
}
