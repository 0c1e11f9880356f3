import Synchronization
import Web

/// Counts the attempts of this process by outcome.
package final class WebhookTally: Sendable {
    private let delivered = Atomic<Int>(0)
    private let failed = Atomic<Int>(0)

    package init() {}

    func count(_ outcome: DeliveryOutcome) {
        if outcome.isSuccess {
            delivered.add(1, ordering: .relaxed)
        } else {
            failed.add(1, ordering: .relaxed)
        }
    }

    package func report(to metrics: Metrics, of product: String) {
        metrics.counters("portico_webhook_attempts_total", "Attempts to deliver an event to a webhook.") {
            [
                (
                    [("product", product), ("outcome", "delivered")],
                    Double(self.delivered.load(ordering: .relaxed))
                ),
                (
                    [("product", product), ("outcome", "failed")],
                    Double(self.failed.load(ordering: .relaxed))
                ),
            ]
        }
    }
}
