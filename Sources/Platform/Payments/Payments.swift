import Kernel
import Store

/// Payments through a provider, copied from its reports and booked in a double-entry ledger.
///
/// A request to the provider is stored first; the identifier of its row is the idempotency key, so that a repetition
/// after a crash or without an answer does nothing twice. An event of the provider is stored first and applied by a
/// job, which reads the current state from the provider: order and repetition make no difference.
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

    /// The time for the payment on the provider's page.
    static let checkoutLifetime = Duration.minutes(60)
    /// The time after which the outcome of an operation without an answer is looked up.
    static let patience = Duration.minutes(1)
    /// The time for which a provider certainly knows our key; later the operation is looked up, not repeated.
    static let keyLifetime = Duration.hours(20)
    /// The time for which events and operations are kept.
    static let retention = Duration.days(90)

    static let problems: [Problem.Code] = [
        .paymentsNotConfigured, .paymentsUnavailable, .paymentDeclined, .paymentRefused, .webhookSignatureBad,
        .alreadySubscribed, .subscriptionEnded, .subscriptionUnchanged, .notRefundable, .refundTooLarge,
    ]
}
