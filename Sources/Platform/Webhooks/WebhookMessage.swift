import Kernel
import Store

/// An event to be delivered to every interested endpoint.
package struct WebhookMessage: Sendable {
    let id: ID<WebhookMessage>
    let type: String
    /// The exact text that is signed and sent.
    let payload: String

    static func write(
        _ type: String,
        about subject: ID<Subject>?,
        data: JSONValue,
        _ tx: borrowing Tx
    ) throws -> WebhookMessage {
        let id = tx.newID(of: WebhookMessage.self)
        let document: JSONValue = [
            "type": .string(type), "timestamp": .string(tx.now.description), "data": data,
        ]
        let payload = document.text
        try tx.execute(
            """
            INSERT INTO webhook_event (id, type, subject_id, at, payload)
            VALUES (\(id), \(type), \(subject), \(tx.now), \(payload))
            """
        )
        return WebhookMessage(id: id, type: type, payload: payload)
    }
}

/// The state and the filters of an endpoint.
struct WebhookListener: Record {
    let id: ID<WebhookEndpoint>
    let isActive: Bool
    private let filters: [EventFilter]

    static let columns: SQL = "w.id, w.state = 'active', w.events"

    init(_ row: inout Row) throws {
        id = try row.next()
        isActive = try row.next()
        filters = try row.json()
    }

    init(_ endpoint: WebhookEndpoint) {
        id = endpoint.id
        isActive = endpoint.state == .active
        filters = endpoint.events
    }

    func hears(_ type: String) -> Bool {
        filters.contains { $0.matches(type) }
    }

    /// The active endpoints, and those disabled after failures, for which events are held.
    static func all(_ tx: borrowing Tx) throws -> [WebhookListener] {
        try tx.all(
            """
            SELECT \(columns) FROM webhook_endpoint w
             WHERE w.state = 'active' OR w.disabled_reason = 'failing' ORDER BY w.id
            """
        )
    }
}
