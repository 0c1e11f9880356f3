import Kernel
import Store

/// Finds due deliveries without a job, as after a crash or with a full queue.
struct SweepWebhooks: Job {
    static let kind = "webhooks.sweep"
    static let policy = JobPolicy(queue: .maintenance)

    func run(_ call: JobCall) async throws -> JobOutcome {
        let stranded = try await call.db.read { tx in
            try tx.values(
                """
                SELECT DISTINCT d.endpoint_id FROM webhook_delivery d
                 WHERE d.state = 'pending' AND d.next_at <= \(tx.now - .seconds(30))
                   AND (d.claim IS NULL OR d.claimed_until <= \(tx.now))
                """,
                as: ID<WebhookEndpoint>.self
            )
        }
        for endpoint in stranded {
            try await call.db.write { tx in
                try tx.enqueue(DeliverWebhooks(endpoint: endpoint), unique: endpoint.description)
            }
        }
        return .done
    }
}

/// Deletes old events with their deliveries, unless one is pending.
struct ForgetWebhookEvents: Job {
    static let kind = "webhooks.forget"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    private static let batch = 1_000

    func run(_ call: JobCall) async throws -> JobOutcome {
        let oldest = call.now - Webhooks.retention
        while try await call.db.write({ tx in try Self.forget(before: oldest, tx) }) == Self.batch {}
        return .done
    }

    private static func forget(before oldest: Instant, _ tx: borrowing Tx) throws -> Int {
        try tx.execute(
            """
            DELETE FROM webhook_event WHERE id IN (
                SELECT e.id FROM webhook_event e
                 WHERE e.at < \(oldest) AND NOT EXISTS (
                       SELECT 1 FROM webhook_delivery d WHERE d.event_id = e.id AND d.state = 'pending')
                 ORDER BY e.at LIMIT \(batch))
            """
        )
    }
}
