import Kernel
import Platform
import Web

extension Feature {
    /// Payments of purchases, and the events of the payment provider.
    static let tutoringPayments = Feature(
        routes: PaymentIntents.routes + TutoringPayments.routes + StripeWebhook.routes,
        bounds: [
            Bound(
                "POST /payments/intents",
                because: "one open payment for each pending purchase or held lesson"
            ),
            Bound("POST /payments/{id}/refund", because: "a lesson is given back once"),
        ],
        audit: TutoringPaymentAction.self
    )
}
