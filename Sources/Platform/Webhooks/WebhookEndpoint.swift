import Kernel
import Store

/// A place that wants to be told of events.
package struct WebhookEndpoint: Record {
    package let id: ID<WebhookEndpoint>
    package var url: WebhookURL
    package var description: String
    package var events: [EventFilter]
    package private(set) var state: State
    package private(set) var disabledReason: DisabledReason?
    package private(set) var disabledAt: Instant?
    /// The first failure after which nothing has succeeded.
    package let failingSince: Instant?
    /// Until when the secret before the present one signs too.
    package let previousUntil: Instant?
    package let createdAt: Instant
    package let updatedAt: Instant
    package let version: Int

    package enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case active
        case disabled
    }

    package enum DisabledReason: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case byAdministrator = "by_administrator"
        /// It answered 410.
        case gone
        /// Nothing has succeeded for days.
        case failing
    }

    package static let kind = "webhook"

    package static let columns: SQL =
        """
        w.id, w.url, w.description, w.events, w.state, w.disabled_reason, w.disabled_at, w.failing_since, w.previous_until,
        w.created_at, w.updated_at, w.version
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        url = try row.next()
        description = try row.next()
        events = try row.json()
        state = try row.next()
        disabledReason = try row.next()
        disabledAt = try row.next()
        failingSince = try row.next()
        previousUntil = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }

    mutating func disable(because reason: DisabledReason, at now: Instant) {
        state = .disabled
        disabledReason = reason
        disabledAt = now
    }

    mutating func enable() {
        state = .active
        disabledReason = nil
        disabledAt = nil
    }
}

extension WebhookURL: SQLValueConvertible {}
