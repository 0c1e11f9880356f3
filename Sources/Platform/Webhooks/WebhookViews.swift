import Kernel
import Web

/// A webhook: an address that receives events.
struct WebhookView: View {
    var id: ID<WebhookEndpoint>
    /// The receiver of the events.
    var url: WebhookURL
    /// A note of the administrators, empty by default.
    var description: String
    /// The events that it receives.
    var events: [EventFilter]
    /// Whether events are delivered.
    var state: WebhookEndpoint.State
    /// Absent while the webhook is active.
    var disabledReason: WebhookEndpoint.DisabledReason?
    /// Absent while the webhook is active.
    var disabledAt: Instant?
    /// The first failure since the last success; absent without one.
    var failingSince: Instant?
    /// The end of the previous secret, with which events are also signed until then; absent without one.
    var previousSecretUntil: Instant?
    /// The time of registration.
    var createdAt: Instant
    /// The last change of address, description, events, secret or state; the registration before any.
    var updatedAt: Instant
    /// Raised by every change; the same as the `ETag`, for `If-Match`.
    var version: Int

    init(_ endpoint: WebhookEndpoint) {
        id = endpoint.id
        url = endpoint.url
        description = endpoint.description
        events = endpoint.events
        state = endpoint.state
        disabledReason = endpoint.disabledReason
        disabledAt = endpoint.disabledAt
        failingSince = endpoint.failingSince
        previousSecretUntil = endpoint.previousUntil
        createdAt = endpoint.createdAt
        updatedAt = endpoint.updatedAt
        version = endpoint.version
    }
}

/// A webhook with its new secret.
struct NewWebhookView: View {
    /// The key of the signatures, `whsec_` and Base64 (Standard Webhooks); not shown again.
    var secret: String
    /// The webhook that the secret belongs to.
    var webhook: WebhookView
}

/// A type of event that webhooks can receive.
struct WebhookEventView: View {
    /// The value of `type` in a delivery, such as `service_request.completed`.
    var type: String
    /// The occasion of the event, in English.
    var description: String
    /// An example of the delivery's `data`.
    var example: JSONValue

    init(_ event: WebhookEvent) {
        type = event.type
        description = event.description
        example = event.example
    }
}

/// The delivery of one event to one webhook.
struct WebhookDeliveryView: View {
    var id: ID<WebhookDelivery>
    /// The header `webhook-id` of the delivery, the same in every repetition.
    var eventId: ID<WebhookMessage>
    /// The type of the event, such as `service_request.completed`.
    var eventType: String
    /// Whether the event has arrived, and whether an attempt follows.
    var state: WebhookDelivery.State
    /// The number of attempts since the delivery was created or last requested again.
    var attempts: Int
    /// Absent when no attempt follows.
    var nextAttemptAt: Instant?
    /// The HTTP status of the last answer; absent without an answer.
    var lastStatus: Int?
    /// The reason why the last attempt had no answer, in English; absent otherwise.
    var lastError: String?
    /// The time at which the event was queued for this webhook.
    var createdAt: Instant
    /// Absent while the delivery is pending.
    var finishedAt: Instant?

    init(_ delivery: WebhookDelivery) {
        id = delivery.id
        eventId = delivery.event
        eventType = delivery.type
        state = delivery.state
        attempts = delivery.attempt
        nextAttemptAt = delivery.nextAt
        lastStatus = delivery.lastStatus
        lastError = delivery.lastError
        createdAt = delivery.createdAt
        finishedAt = delivery.finishedAt
    }
}

/// A delivery with its payload and its attempts.
struct WebhookDeliveryDetail: View {
    /// The event, the state and the next attempt.
    var delivery: WebhookDeliveryView
    /// The body that is sent: `type`, `timestamp` and `data`.
    var payload: JSONValue
    /// Oldest first, of all rounds.
    var attempts: [WebhookAttemptView]
}

/// One attempt at a delivery.
struct WebhookAttemptView: View {
    /// The start of the attempt.
    var at: Instant
    /// The time until the answer or the failure, in milliseconds.
    var durationMs: Int
    /// The HTTP status of the answer; absent without an answer.
    var status: Int?
    /// The reason why there was no answer, in English; absent otherwise.
    var error: String?
    /// The first kilobyte of the answer's body; absent without an answer.
    var answer: String?

    init(_ attempt: WebhookAttempt) {
        at = attempt.at
        durationMs = attempt.duration
        status = attempt.status
        error = attempt.error
        answer = attempt.answer
    }
}

/// The result of a redelivery request.
struct RedeliveryView: View {
    /// The number of deliveries that are sent again, at most 10,000.
    var count: Int
    /// Whether deliveries may be left, because the limit was reached; repeat the request to send them.
    var hasMore: Bool
}
