import Kernel

/// The request that delivers an event: address, payload and secrets.
struct WebhookParcel: Sendable {
    let url: WebhookURL
    /// The same in every attempt, so that the receiver recognises a repetition.
    let id: ID<WebhookMessage>
    let payload: String
    /// The current secret, and during a rotation the previous one.
    let secrets: [WebhookSecret]

    /// The headers of Standard Webhooks (standardwebhooks.com).
    func headers(at now: Instant) -> [(name: String, value: String)] {
        let seconds = now.seconds
        let signatures = secrets.map { $0.signature(of: id.description, at: seconds, payload) }
        return [
            ("Content-Type", "application/json"),
            ("User-Agent", "Portico-Webhooks"),
            ("webhook-id", id.description),
            ("webhook-timestamp", String(seconds)),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }
}
