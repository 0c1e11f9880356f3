import Kernel
import Store

/// A delivery claimed by this process, for a limited time.
struct DeliveryClaim: Record {
    let delivery: ID<WebhookDelivery>
    let endpoint: ID<WebhookEndpoint>
    let message: ID<WebhookMessage>
    /// 1 for the first attempt.
    let attempt: Int
    let token: ID<DeliveryClaim>

    static let columns: SQL = "id, endpoint_id, event_id, attempt, claim"

    /// Longer than any delivery, so that the claims of a dead process expire.
    static let lasts = Duration.seconds(60)

    init(_ row: inout Row) throws {
        delivery = try row.next()
        endpoint = try row.next()
        message = try row.next()
        attempt = try row.next()
        token = try row.next()
    }

    /// Whether a delivery is due, before a write transaction tries to claim it.
    static func isWorthIt(for endpoint: ID<WebhookEndpoint>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM webhook_delivery WHERE \(isDue(for: endpoint, at: tx.now))")
    }

    /// Claims the oldest due delivery.
    ///
    /// Nil when there is none, or when the endpoint has its limit of concurrent deliveries: one of those looks again at
    /// its end.
    static func claim(for endpoint: ID<WebhookEndpoint>, _ tx: borrowing Tx) throws -> DeliveryClaim? {
        guard let row = try locked(endpoint, tx), row.state == .active else { return nil }
        let busy =
            try tx.value(
                "SELECT COUNT(*) FROM webhook_delivery WHERE endpoint_id = \(endpoint) AND claimed_until > \(tx.now)",
                as: Int.self
            ) ?? 0
        // A failing endpoint gets one attempt at a time, so that it holds up no other.
        guard busy < (row.failingSince == nil ? DeliverWebhooks.perEndpoint : 1) else { return nil }
        let token = tx.newID(of: DeliveryClaim.self)
        return try tx.first(
            """
            UPDATE webhook_delivery
               SET attempt = attempt + 1, claim = \(token), claimed_until = \(tx.now + lasts)
             WHERE id = (SELECT id FROM webhook_delivery WHERE \(isDue(for: endpoint, at: tx.now))
                          ORDER BY next_at, id LIMIT 1)
            RETURNING \(columns)
            """
        )
    }

    /// The request to be sent.
    func parcel(at site: Site, _ tx: borrowing Tx) throws -> WebhookParcel {
        let payload = try tx.value("SELECT payload FROM webhook_event WHERE id = \(message)", as: String.self)
        guard let payload else { throw Problem(.notFound) }
        return WebhookParcel(
            url: try WebhookEndpoint.find(endpoint, tx).url,
            id: message,
            payload: payload,
            secrets: try WebhookKeys.find(of: endpoint, tx).opened(for: endpoint, at: site, now: tx.now)
        )
    }

    /// Releases the claim without counting the attempt; the delivery is due again after `delay`.
    func release(for delay: Duration, _ tx: borrowing Tx) throws {
        try Self.relax(tx)
        let due = tx.now + delay
        let released = try tx.execute(
            """
            UPDATE webhook_delivery SET attempt = attempt - 1, claim = NULL, claimed_until = NULL, next_at = \(due)
             WHERE id = \(delivery) AND claim = \(token)
            """
        )
        if released == 1 { try DeliverWebhooks.enqueue(for: endpoint, at: due, tx) }
    }

    /// Locks the endpoint until the transaction ends.
    ///
    /// The lock decides; SERIALIZABLE would make transactions that emit events fail.
    static func locked(_ endpoint: ID<WebhookEndpoint>, _ tx: borrowing Tx) throws -> WebhookEndpoint? {
        try relax(tx)
        return try tx.first(
            """
            SELECT \(WebhookEndpoint.columns) FROM webhook_endpoint w WHERE w.id = \(endpoint)
            \(pg: "FOR NO KEY UPDATE", sqlite: "")
            """
        )
    }

    private static func relax(_ tx: borrowing Tx) throws {
        if tx.dialect == .postgres { try tx.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED") }
    }

    private static func isDue(for endpoint: ID<WebhookEndpoint>, at now: Instant) -> SQL {
        """
        endpoint_id = \(endpoint) AND state = 'pending' AND next_at <= \(now)
        AND (claim IS NULL OR claimed_until <= \(now))
        """
    }
}
