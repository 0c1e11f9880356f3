import Kernel
import Logging
import Store
import Web

/// The events of Stripe at one address, for products that have several uses of it.
package enum StripeInbox {
    /// Verifies the signature once, and hands the event to subscriptions, charges and connected accounts, in one
    /// transaction; each of them ignores what is not its own.
    @Sendable package static func receive(
        _ call: Call,
        facts: RequestFacts,
        body: RawBody
    ) async throws -> EventReceived {
        let site = call.site
        let headers = WebhookHeaders(facts.headers)
        guard let charges = site.dependencies.gateways["stripe"] else {
            throw Problem(.paymentsNotConfigured)
        }
        let event: ChargeEvent
        do {
            event = try await charges.event(in: body.bytes, headers: headers, at: call.now)
        } catch let refusal as WebhookRefused {
            call.log.notice("a webhook was refused: \(refusal.reason)")
            throw call.badSignature(.badSignature)
        }
        let subscriptions = site.dependencies.payments
        let other =
            subscriptions.isConfigured
            ? try? subscriptions.event(
                in: body.bytes,
                signature: headers[charges.signatureHeader] ?? "",
                at: call.now
            ) : nil
        try await call.db.write { tx in
            try StoredChargeEvent.receive(event, from: charges.name, tx)
            if let other { try PaymentEvent.receive(other, from: subscriptions.provider, tx) }
            try Connect.receive(body.bytes, at: site, tx)
        }
        return EventReceived(received: true)
    }
}
