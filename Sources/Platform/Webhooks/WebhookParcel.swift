import Kernel

/// One event on its way to one endpoint: what is sent, and what it is signed with.
struct WebhookParcel: Sendable {
    let url: WebhookURL
    /// The same at every attempt, so that the receiver can tell a repetition.
    let id: ID<WebhookMessage>
    let payload: String
    /// The present one, and while it is being replaced the one before.
    let secrets: [WebhookSecret]

    /// Standard Webhooks (standardwebhooks.com).
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
