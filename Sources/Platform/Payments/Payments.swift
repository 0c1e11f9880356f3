import Kernel
import Store

/// Money: taken and given back through a provider, mirrored here as the provider tells, booked in a ledger of two sides.
///
/// What is asked of the provider is written down first; the identity of that row is the provider's key for it, so that asking
/// again, after a crash or without an answer, does nothing twice. What the provider tells is stored first and applied by a job,
/// which asks the provider how things stand: order and repetition make no difference.
package enum Payments {
    static let jobs: [any Job.Type] = [
        SettleOperation.self, ApplyPaymentEvent.self, SweepPayments.self, ForgetPaymentTraces.self,
        ForgetCustomer.self,
    ]

    static let schedules: [Schedule] = [
        Every("payments.sweep", .minutes(5), SweepPayments()),
        Every("payments.forget", .hours(6), ForgetPaymentTraces()),
    ]

    static let queue = JobQueue("payments", workers: 4, limit: 200_000)

    /// A buyer has so long to pay on the provider's page.
    static let checkoutLifetime = Duration.minutes(60)
    /// An operation without an answer is asked about after so long.
    static let patience = Duration.minutes(1)
    /// For how long a provider surely knows our key; after that it is asked, not told again.
    static let keyLifetime = Duration.hours(20)
    /// How long what came in and what was asked stays to be looked at.
    static let retention = Duration.days(90)

    static let problems: [Problem.Code] = [
        .paymentsNotConfigured, .paymentsUnavailable, .paymentDeclined, .paymentRefused, .webhookSignatureBad,
        .alreadySubscribed, .subscriptionEnded, .subscriptionUnchanged, .notRefundable, .refundTooLarge,
    ]
}
