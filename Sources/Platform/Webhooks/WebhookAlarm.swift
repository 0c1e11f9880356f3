import Kernel
import Store

/// What happens when an endpoint can no longer be sent to: it is disabled, and the administrators learn of it.
enum WebhookAlarm {
    static func disable(
        _ endpoint: WebhookEndpoint,
        because reason: WebhookEndpoint.DisabledReason,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        var disabled = endpoint
        disabled.disable(because: reason, at: tx.now)
        _ = try disabled.save(tx)
        try Audit.record(
            "webhook.disable",
            of: WebhookEndpoint.kind,
            endpoint.id.cast(),
            by: .system,
            details: ["reason": .string(reason.rawValue)],
            tx
        )
    }
}
