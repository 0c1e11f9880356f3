import Kernel
import Store
import Web

/// The calls of the calendar service: headers only, which say that something has changed, but not what.
package enum CalendarHook {
    /// Below the product's root.
    package static let path = "/webhooks/google-calendar"

    /// Unknown channels and wrong secrets are 404, which makes the service stop.
    @Sendable package static func receive(_ call: Call, facts: RequestFacts) async throws -> NoContent {
        guard let channel = facts.header("x-goog-channel-id"),
            let secret = facts.header("x-goog-channel-token")
        else { throw Problem(.notFound) }
        try await call.db.write { tx in
            guard let link = try CalendarChannel.link(of: channel, secret, tx) else {
                throw Problem(.notFound)
            }
            // `sync` is the greeting of a new subscription.
            guard link.isRead, facts.header("x-goog-resource-state") != "sync" else { return }
            try link.askForReading(tx)
        }
        return NoContent()
    }
}
