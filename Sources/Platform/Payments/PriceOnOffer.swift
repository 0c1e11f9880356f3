import Kernel

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

/// The provider's page on which someone pays.
package struct CheckoutLink: Sendable {
    package let url: String
    /// The provider's name for it.
    package let id: String
}
