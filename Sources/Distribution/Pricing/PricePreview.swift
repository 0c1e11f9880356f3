import Kernel
import Platform
import Web

/// The price of a basket, its savings, and the promotions that do not apply.
struct PricePreview: View {
    /// The price as it would be charged now.
    var quote: QuoteView
    /// Total of all promotions, in Iraqi dinars.
    var savings: Dinars
    /// Promotions that would apply if a little more were bought, the nearest first.
    var withinReach: [Offer]
    /// The other promotions that do not apply, with the reasons.
    var notApplied: [Refused]

    /// A promotion that would apply if more were bought.
    struct Offer: Codable, Sendable {
        var promotionId: ID<Promotion>
        /// Promotion name in the language of the request.
        var title: String
        var type: Promotion.Kind
        /// Value of goods still missing, in Iraqi dinars; absent when pieces are missing instead.
        var missingAmount: Dinars?
        /// Pieces still missing; absent when an amount is missing instead.
        var missingQuantity: Int?
        /// The discount it would then give, in Iraqi dinars; absent when it cannot be predicted.
        var saving: Dinars?
    }

    /// A promotion that does not apply.
    struct Refused: Codable, Sendable {
        var promotionId: ID<Promotion>
        /// Promotion name in the language of the request.
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
    /// Sorts by missing units, then by missing amount.
    static func isNearer(_ left: PassedOver, _ right: PassedOver) -> Bool {
        let (first, second) = (left.missingUnits ?? .max, right.missingUnits ?? .max)
        if first != second { return first < second }
        let (less, more) = (left.missingAmount ?? 0, right.missingAmount ?? 0)
        return less != more ? less < more : left.promotion < right.promotion
    }
}
