import Kernel
import Web

struct WebhookView: View {
    var id: ID<WebhookEndpoint>
    var url: WebhookURL
    var description: String
    var events: [EventFilter]
    var state: WebhookEndpoint.State
    var disabledReason: WebhookEndpoint.DisabledReason?
    var disabledAt: Instant?
    /// The first failure after which nothing has succeeded.
    var failingSince: Instant?
    /// Until when the secret before the present one signs too.
    var previousSecretUntil: Instant?
    var createdAt: Instant
    var updatedAt: Instant
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

struct NewWebhookView: View {
    var secret: String
    var webhook: WebhookView
}

struct WebhookEventView: View {
    var type: String
    var description: String
    /// What `data` looks like.
    var example: JSONValue

    init(_ event: WebhookEvent) {
        type = event.type
        description = event.description
        example = event.example
    }
}

struct WebhookDeliveryView: View {
    var id: ID<WebhookDelivery>
    /// The `webhook-id` it is sent with.
    var eventId: ID<WebhookMessage>
    var eventType: String
    var state: WebhookDelivery.State
    var attempts: Int
    var nextAttemptAt: Instant?
    var lastStatus: Int?
    var lastError: String?
    var createdAt: Instant
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

struct WebhookDeliveryDetail: View {
    var delivery: WebhookDeliveryView
    var payload: JSONValue
    var attempts: [WebhookAttemptView]
}

struct WebhookAttemptView: View {
    var at: Instant
    var durationMs: Int
    /// What the receiver answered; absent when it did not.
    var status: Int?
    var error: String?
    /// The first kilobyte of the answer.
    var answer: String?

    init(_ attempt: WebhookAttempt) {
        at = attempt.at
        durationMs = attempt.duration
        status = attempt.status
        error = attempt.error
        answer = attempt.answer
    }
}

struct RedeliveryView: View {
    var count: Int
    /// Whether there are more than one call takes; the same call again goes on.
    var hasMore: Bool
}
