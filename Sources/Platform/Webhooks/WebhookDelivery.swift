import Kernel
import Store

/// The delivery of one event to one endpoint.
package struct WebhookDelivery: Record {
    let id: ID<WebhookDelivery>
    let event: ID<WebhookMessage>
    let type: String
    let state: State
    /// The number of attempts since the delivery was created or last requested again.
    let attempt: Int
    let nextAt: Instant?
    let lastStatus: Int?
    let lastError: String?
    let createdAt: Instant
    let finishedAt: Instant?

    /// How far a delivery is.
    package enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for its next attempt.
        case pending
        /// Answered with a status of 2xx.
        case delivered
        /// Out of attempts, or answered with 410 Gone; it can be requested again.
        case failed
        /// Not sent because the webhook is disabled; it can be requested again.
        case held
    }

    package static let columns: SQL =
        """
        d.id, d.event_id, e.type, d.state, d.attempt, d.next_at, d.last_status, d.last_error, d.created_at, d.finished_at
        """

    private static let source: SQL = "webhook_delivery d JOIN webhook_event e ON e.id = d.event_id"

    package init(_ row: inout Row) throws {
        id = try row.next()
        event = try row.next()
        type = try row.next()
        state = try row.next()
        attempt = try row.next()
        nextAt = try row.next()
        lastStatus = try row.next()
        lastError = try row.next()
        createdAt = try row.next()
        finishedAt = try row.next()
    }

    static func find(
        _ id: ID<WebhookDelivery>,
        of endpoint: ID<WebhookEndpoint>,
        _ tx: borrowing Tx
    ) throws -> WebhookDelivery {
        try tx.one("SELECT \(columns) FROM \(source) WHERE d.id = \(id) AND d.endpoint_id = \(endpoint)")
    }

    static func find(
        of message: ID<WebhookMessage>,
        to endpoint: ID<WebhookEndpoint>,
        _ tx: borrowing Tx
    ) throws -> WebhookDelivery {
        try tx.one(
            "SELECT \(columns) FROM \(source) WHERE d.event_id = \(message) AND d.endpoint_id = \(endpoint)"
        )
    }

    /// Newest first.
    static func list(
        of endpoint: ID<WebhookEndpoint>,
        in state: State?,
        _ page: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<WebhookDelivery> {
        let filter: SQL? = state.map { "AND d.state = \($0)" }
        return try tx.page(
            page,
            "SELECT \(columns) FROM \(source) WHERE d.endpoint_id = \(endpoint) \(filter)",
            order: SortOrder(.descending("id", \.id))
        )
    }

    /// Creates a delivery: due at once for an active endpoint, otherwise held.
    static func open(
        _ message: WebhookMessage,
        for listener: WebhookListener,
        _ tx: borrowing Tx
    ) throws {
        let state = listener.isActive ? State.pending : .held
        let due: Instant? = listener.isActive ? tx.now : nil
        let finished: Instant? = listener.isActive ? nil : tx.now
        try tx.execute(
            """
            INSERT INTO webhook_delivery (id, endpoint_id, event_id, state, attempt, next_at, created_at, finished_at)
            VALUES (\(tx.newID(of: WebhookDelivery.self)), \(listener.id), \(message.id), \(state), 0, \(due), \(tx.now),
                    \(finished))
            """
        )
        if listener.isActive { try DeliverWebhooks.enqueue(for: listener.id, tx) }
    }

    static func hold(for endpoint: ID<WebhookEndpoint>, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE webhook_delivery
               SET state = 'held', next_at = NULL, claim = NULL, claimed_until = NULL, finished_at = \(tx.now)
             WHERE endpoint_id = \(endpoint) AND state = 'pending'
            """
        )
    }
}

/// One attempt at a delivery: its start, duration and answer.
struct WebhookAttempt: Record {
    let at: Instant
    let duration: Int
    let status: Int?
    let error: String?
    /// The first kilobyte of the answer.
    let answer: String?

    static let columns: SQL = "a.at, a.duration_ms, a.status, a.error, a.answer"

    init(_ row: inout Row) throws {
        at = try row.next()
        duration = try row.next()
        status = try row.next()
        error = try row.next()
        answer = try row.next()
    }

    /// Oldest first.
    static func list(of delivery: ID<WebhookDelivery>, _ tx: borrowing Tx) throws -> [WebhookAttempt] {
        try tx.all(
            "SELECT \(columns) FROM webhook_attempt a WHERE a.delivery_id = \(delivery) ORDER BY a.at, a.id"
        )
    }
}
