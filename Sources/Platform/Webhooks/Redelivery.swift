import Kernel
import Store

/// The redelivery of events: the same event with the same identifier.
enum Redelivery {
    private static let most = 10_000

    /// Refused while the delivery is pending; of two simultaneous requests one is refused.
    static func one(
        _ id: ID<WebhookDelivery>,
        of endpoint: WebhookEndpoint,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> WebhookDelivery {
        guard endpoint.state == .active else { throw Problem(.webhookDisabled) }
        let delivery = try WebhookDelivery.find(id, of: endpoint.id, tx)
        let revived = try tx.execute(
            """
            UPDATE webhook_delivery
               SET state = 'pending', attempt = 0, next_at = \(tx.now), finished_at = NULL, claim = NULL, claimed_until = NULL
             WHERE id = \(delivery.id)
               AND (state <> 'pending' OR (attempt > 0 AND next_at > \(tx.now)))
               AND (claim IS NULL OR claimed_until <= \(tx.now))
            """
        )
        guard revived == 1 else { throw Problem(.webhookDeliveryPending) }
        try DeliverWebhooks.enqueue(for: endpoint.id, tx)
        try Audit.record(WebhookAction.redeliver, of: WebhookEndpoint.kind, endpoint.id.cast(), by: actor, tx)
        return try WebhookDelivery.find(id, of: endpoint.id, tx)
    }

    /// Redelivers the events of a period in the given states; returns their number, at most ten thousand.
    static func range(
        _ wanted: RedeliveryRequest,
        of endpoint: WebhookEndpoint,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> (count: Int, hasMore: Bool) {
        guard endpoint.state == .active else { throw Problem(.webhookDisabled) }
        let count = try tx.execute(
            """
            UPDATE webhook_delivery
               SET state = 'pending', attempt = 0, next_at = \(tx.now), finished_at = NULL
             WHERE state <> 'pending' AND id IN (
                   SELECT d.id FROM webhook_delivery d JOIN webhook_event e ON e.id = d.event_id
                    WHERE d.endpoint_id = \(endpoint.id) AND d.state \(in: wanted.finishedStates)
                      AND e.at >= \(wanted.from) AND e.at < \(wanted.until ?? tx.now + .seconds(1))
                    ORDER BY e.at, d.id LIMIT \(most))
            """
        )
        for _ in 0..<min(count, DeliverWebhooks.perEndpoint) {
            try DeliverWebhooks.enqueue(for: endpoint.id, tx)
        }
        try Audit.record(
            WebhookAction.redeliverRange,
            of: WebhookEndpoint.kind,
            endpoint.id.cast(),
            by: actor,
            details: ["count": .integer(Int64(count))],
            tx
        )
        return (count, count == most)
    }
}
