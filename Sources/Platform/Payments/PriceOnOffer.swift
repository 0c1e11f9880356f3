import Kernel
import Web

/// A price for a single purchase, or for a subscription by month or year.
///
/// It is registered at the provider with its first sale; a changed price is a new one there, and existing subscribers
/// keep the old one.
package struct PriceOnOffer: Sendable, Hashable {
    /// How often a price is charged.
    package enum Period: String, Codable, CaseIterable, Sendable {
        /// Charged a single time, for a purchase.
        case once
        /// Charged at the start of each month of a subscription.
        case month
        /// Charged at the start of each year of a subscription.
        case year
    }

    /// The product's key, as the id of a plan; the same as ``Subscription/planKey``.
    package let key: String
    /// As the buyer reads it on the provider's page.
    package let name: String
    package let amount: Money
    package let period: Period
    /// Days before the first payment of a subscription.
    package let trialDays: Int

    package init(key: String, name: String, amount: Money, period: Period, trialDays: Int = 0) {
        self.key = key
        self.name = name
        self.amount = amount
        self.period = period
        self.trialDays = trialDays
    }
}

/// The addresses to which the provider sends the buyer back.
package struct ReturnAddresses: Sendable {
    package let success: String
    package let cancel: String

    package init(success: String, cancel: String) {
        self.success = success
        self.cancel = cancel
    }
}

extension Site {
    /// The full address of a path of this site, or of its first page; addresses of other sites are refused.
    package func returnAddress(to path: Line<1, 300>?) throws(Problem) -> String {
        let path = path?.rawValue ?? "/"
        let isOurs =
            path.hasPrefix("/") && !path.hasPrefix("//")
            && path.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
            && !path.contains("\\")
        guard isOurs else { throw Problem(.invalid, faults: [Problem.Fault("/return_to", .notOurAddress)]) }
        return dependencies.pagesAddress + path
    }
}

// swift-format-ignore
extension Refusal {
    fileprivate static let notOurAddress = Refusal("not_our_address", ["en": "must be a path of this site that begins with /", "it": "deve essere un percorso di questo sito, che inizia con /", "ar": "يجب أن يكون مساراً من هذا الموقع يبدأ بـ /", "ku": "دەبێت ڕێڕەوێکی ئەم ماڵپەڕە بێت کە بە / دەستپێدەکات"])
}

/// The provider's checkout page.
package struct CheckoutLink: Sendable {
    package let url: String
    /// The provider's identifier.
    package let id: String
}

/// A page of the payment provider to which the client sends the buyer.
package struct PaymentPage: View {
    /// Absolute; for the buyer only, and for a limited time: a checkout page closes after 60 minutes.
    package var url: String
    /// The provider's identifier of a checkout; absent for other pages.
    package var id: String?

    package init(_ checkout: CheckoutLink) {
        (url, id) = (checkout.url, checkout.id)
    }

    package init(url: String) {
        self.url = url
    }
}
