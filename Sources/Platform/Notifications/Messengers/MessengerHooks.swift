import Kernel
import Store
import Web

/// The webhooks of messengers; their routes are the product's.
package enum MessengerHooks {
    /// Larger than any update.
    package static let largest = 1 << 20

    /// Meta's question whether the webhook is ours: its challenge as text, or 403.
    @Sendable package static func verifyWhatsApp(_ call: Call, query: OpenQuery) async throws -> Raw {
        guard let client = call.site.dependencies.messengers.whatsApp, query["hub.mode"] == "subscribe",
            isSame(Array((query["hub.verify_token"] ?? "").utf8), Array(client.settings.verifyToken.utf8)),
            let challenge = query["hub.challenge"], challenge.utf8.count <= 200
        else { throw Problem(.hookUnverified) }
        return Raw("text/plain; charset=utf-8", Array(challenge.utf8))
    }

    @Sendable package static func receiveWhatsApp(
        _ call: Call,
        signature: HubSignature?,
        body: RawBody
    ) async throws -> UpdateReceived {
        let site = call.site
        guard let client = site.dependencies.messengers.whatsApp, let signature,
            client.hasSigned(body.bytes, as: signature.value), let json = try? JSONValue(parsing: body.bytes)
        else { throw call.badSignature(.badSignature) }
        let updates = WhatsAppUpdates.read(json)
        try await site.db.write { tx in
            for (key, facts) in updates {
                try MessengerUpdate.receive(facts, .whatsApp, key: key, at: site, tx)
            }
        }
        return UpdateReceived(received: true)
    }

    @Sendable package static func receiveTelegram(
        _ call: Call,
        secret: TelegramSecret?,
        body: RawBody
    ) async throws -> UpdateReceived {
        let site = call.site
        guard let client = site.dependencies.messengers.telegram, let secret,
            isSame(Array(secret.value.utf8), Array(client.settings.secret.utf8)),
            let json = try? JSONValue(parsing: body.bytes)
        else { throw call.badSignature(.badSignature) }
        if let (key, facts) = TelegramUpdates.read(json) {
            try await site.db.write { tx in
                try MessengerUpdate.receive(facts, .telegram, key: key, at: site, tx)
            }
        }
        return UpdateReceived(received: true)
    }
}
