import Kernel
import Web

/// What someone can buy: once, or again every month or year.
///
/// The provider is told of it when it is first sold; a price that changes is another one there, and whoever subscribed before
/// keeps theirs.
package struct PriceOnOffer: Sendable, Hashable {
    package enum Period: String, Codable, CaseIterable, Sendable {
        case once
        case month
        case year
    }

    /// What the product knows it by, as the code of a plan; ``Subscription/planKey`` says it again.
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

/// Where the provider sends the buyer back to.
package struct ReturnAddresses: Sendable {
    package let success: String
    package let cancel: String

    package init(success: String, cancel: String) {
        self.success = success
        self.cancel = cancel
    }
}

extension Site {
    /// The address of a path of this site, or of its first page, to come back to; nobody is sent to a place that is not ours.
    package func returnAddress(to path: Line<1, 300>?) throws(Problem) -> String {
        let path = path?.rawValue ?? "/"
        let isOurs =
            path.hasPrefix("/") && !path.hasPrefix("//")
            && path.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
            && !path.contains("\\")
        guard isOurs else { throw Problem(.invalid, faults: [Problem.Fault("/return_to", .notOurAddress)]) }
        return (outside.frontEnd ?? outside.address) + path
    }
}

// swift-format-ignore
extension Refusal {
    fileprivate static let notOurAddress = Refusal("not_our_address", ["en": "must be a path of this site that begins with /", "it": "deve essere un percorso di questo sito, che inizia con /", "ar": "يجب أن يكون مساراً من هذا الموقع يبدأ بـ /", "ku": "دەبێت ڕێڕەوێکی ئەم ماڵپەڕە بێت کە بە / دەستپێدەکات"])
}

/// The provider's page on which someone pays.
package struct CheckoutLink: Sendable {
    package let url: String
    /// The provider's name for it.
    package let id: String
}

/// A page of the provider's, for the buyer to go to.
package struct PaymentPage: View {
    package var url: String
    /// The provider's name for a checkout.
    package var id: String?

    package init(_ checkout: CheckoutLink) {
        (url, id) = (checkout.url, checkout.id)
    }

    package init(url: String) {
        self.url = url
    }
}
