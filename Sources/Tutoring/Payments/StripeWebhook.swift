import Kernel
import Platform
import Store
import Web

/// The one address for the events of Stripe: of subscriptions, charges, connected accounts and transfers.
enum StripeWebhook {
    static let routes = rows.tagged("Payments")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Post("/webhooks/stripe", StripeInbox.receive, .anyone, "Receive an event from Stripe",
             details: "For Stripe only: the signature in the header proves the origin. The event is stored and then processed by a job, which reads the present state from Stripe; a repeated event changes nothing.").upTo(bytes: Charges.largestEvent).uncounted.refuses(.badSignature, .paymentsNotConfigured, .tooLarge, .tooManyRequests)
    }
}
