import Kernel
import Logging
import Store
import Web

extension Payments {
    /// Larger than any event.
    private static let largestEvent = 1 << 20

    static var routes: [Route] {
        [
            Post(
                "/webhooks/stripe",
                receive,
                .anyone,
                "Receive an event from Stripe",
                details: "For Stripe only: the signature in the header proves the origin of the event. "
                    + "The event is stored and then processed by a job; a repeated event changes nothing."
            )
            .upTo(bytes: largestEvent)
            .refuses(.webhookSignatureBad, .paymentsNotConfigured, .tooLarge)
        ].tagged("Payments")
    }

    /// Stores the event before the answer; a job processes it afterwards.
    private static func receive(
        _ call: Call,
        signature: StripeSignatureHeader?,
        body: RawBody
    ) async throws -> EventReceived {
        let gateway = call.site.dependencies.payments
        guard gateway.isConfigured else { throw Problem(.paymentsNotConfigured) }
        let event: ProviderEvent
        do throws(WebhookRefused) {
            event = try gateway.event(in: body.bytes, signature: signature?.value ?? "", at: call.now)
        } catch {
            call.log.notice("a webhook was refused: \(error.reason)")
            throw Problem(.webhookSignatureBad)
        }
        try await call.db.write { tx in try PaymentEvent.receive(event, from: gateway.provider, tx) }
        return EventReceived(received: true)
    }
}

/// The acknowledgement of an event.
package struct EventReceived: View {
    /// Always true.
    package var received: Bool
}

struct StripeSignatureHeader: HeaderInput {
    static let name = "Stripe-Signature"
    static let explanation = "The time and the signatures of the body, as `t=…,v1=…`."

    let value: String

    init(value: String) {
        self.value = value
    }
}
