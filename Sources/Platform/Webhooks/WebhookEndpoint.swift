import Kernel
import Store

/// The receiver of a product's events.
package struct WebhookEndpoint: Record {
    package let id: ID<WebhookEndpoint>
    package var url: WebhookURL
    package var description: String
    package var events: [EventFilter]
    package private(set) var state: State
    package private(set) var disabledReason: DisabledReason?
    package private(set) var disabledAt: Instant?
    /// The first failure since the last success.
    package let failingSince: Instant?
    /// The end of the previous secret, with which events are also signed until then.
    package let previousUntil: Instant?
    package let createdAt: Instant
    package let updatedAt: Instant
    package let version: Int

    /// Whether a webhook receives events.
    package enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Events are delivered.
        case active
        /// Nothing is delivered.
        case disabled
    }

    /// The reason why a webhook is disabled.
    package enum DisabledReason: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// An administrator switched it off.
        case byAdministrator = "by_administrator"
        /// The receiver answered 410 Gone.
        case gone
        /// Every delivery failed for five days; new events are held for it.
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
