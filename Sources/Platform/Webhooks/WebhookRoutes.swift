import Kernel
import Store
import Web

/// The administration of webhooks.
enum WebhookRoutes {
    // Not idempotent where the answer holds a secret, which would be stored.
    // swift-format-ignore
    static var routes: [Route] {
        ([
            Get   ("/admin/webhook-events",              events, .webhooksManage, "List webhook event types"),
            Get   ("/admin/webhooks",                    list,   .webhooksManage, "List webhooks", details: "Newest first."),
            Post  ("/admin/webhooks",                    create, .webhooksManage, "Create a webhook", details: "Events are sent at least once and in no guaranteed order, signed as Standard Webhooks prescribes. The secret is shown only in this answer.").afresh.refuses(.tooManyWebhooks),
            Get   ("/admin/webhooks/{id}",               show,   .webhooksManage, "Get a webhook"),
            Patch ("/admin/webhooks/{id}",               change, .webhooksManage, "Update a webhook", details: "A webhook disabled by an administrator receives no new events; its pending deliveries are held until they are requested again.").afresh.refuses(.stale),
            Delete("/admin/webhooks/{id}",               delete, .webhooksManage, "Delete a webhook", details: "Its deliveries are deleted too."),
            Post  ("/admin/webhooks/{id}/rotate-secret", rotate, .webhooksManage, "Rotate a webhook's secret", details: "The new secret is shown only in this answer. For 24 hours, events are also signed with the previous secret, unless `expire_now` ends it at once.").afresh.refuses(.webhookRotating),
            Post  ("/admin/webhooks/{id}/test",          ping,   .webhooksManage, "Send a test event to a webhook", details: "The event `webhook.ping` is delivered like any other.").refuses(.webhookDisabled),
        ] + WebhookDeliveryRoutes.routes).tagged("Webhooks")
    }

    static func events(_ call: Call) async throws -> Listing<WebhookEventView> {
        Listing(call.site.product.events.map(WebhookEventView.init))
    }

    static func list(_ call: Call, page: PageRequest) async throws -> Page<WebhookView> {
        try await call.db.read { tx in try WebhookEndpoint.list(page, tx).map(WebhookView.init) }
    }

    static func create(_ call: Call, body: NewWebhook) async throws -> WithHeaders<Created<NewWebhookView>> {
        try body.check(at: call.site)
        let secret = WebhookSecret.new()
        let endpoint = try await call.db.write { tx in
            try WebhookEndpoint.create(body, secret: secret, by: call.actor, at: call.site, tx)
        }
        let view = NewWebhookView(secret: secret.text, webhook: WebhookView(endpoint))
        let path = "/admin/webhooks/\(endpoint.id)"
        return WithHeaders(Created(view, at: path, version: endpoint.version), noStore)
    }

    static func show(_ call: Call, id: ID<WebhookEndpoint>) async throws -> Versioned<WebhookView> {
        let endpoint = try await call.db.read { tx in try WebhookEndpoint.find(id, tx) }
        return Versioned(WebhookView(endpoint), version: endpoint.version)
    }

    static func change(
        _ call: Call,
        id: ID<WebhookEndpoint>,
        match: IfMatch?,
        body: WebhookChanges
    ) async throws -> Versioned<WebhookView> {
        try body.check(at: call.site)
        let endpoint = try await call.db.write { tx in
            let endpoint = try WebhookEndpoint.find(id, tx)
            try match?.check(endpoint.version)
            let changed = try body.applied(to: endpoint, at: tx.now).save(tx)
            try Audit.record(
                WebhookAction.update,
                of: WebhookEndpoint.kind,
                id.cast(),
                by: call.actor,
                details: ["fields": .array(body.fields.map { .string($0) })],
                tx
            )
            return changed
        }
        return Versioned(WebhookView(endpoint), version: endpoint.version)
    }

    static func delete(_ call: Call, id: ID<WebhookEndpoint>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            if let match { try match.check(WebhookEndpoint.find(id, tx).version) }
            try WebhookEndpoint.delete(id, by: call.actor, tx)
        }
        return NoContent()
    }

    static func rotate(
        _ call: Call,
        id: ID<WebhookEndpoint>,
        body: SecretRotation?
    ) async throws -> WithHeaders<NewWebhookView> {
        let secret = WebhookSecret.new()
        let expiringNow = body?.expireNow ?? false
        let endpoint = try await call.db.write { tx in
            try WebhookEndpoint.rotate(
                id,
                to: secret,
                expiringNow: expiringNow,
                by: call.actor,
                at: call.site,
                tx
            )
        }
        return WithHeaders(NewWebhookView(secret: secret.text, webhook: WebhookView(endpoint)), noStore)
    }

    static func ping(_ call: Call, id: ID<WebhookEndpoint>) async throws -> Accepted<WebhookDeliveryView> {
        let delivery = try await call.db.write { tx in
            let endpoint = try WebhookEndpoint.find(id, tx)
            guard endpoint.state == .active else { throw Problem(.webhookDisabled) }
            let data: JSONValue = ["webhook_id": .string(id.description)]
            let message = try WebhookMessage.write(WebhookEvent.ping, about: id.cast(), data: data, tx)
            try WebhookDelivery.open(message, for: WebhookListener(endpoint), tx)
            try Audit.record(WebhookAction.test, of: WebhookEndpoint.kind, id.cast(), by: call.actor, tx)
            return try WebhookDelivery.find(of: message.id, to: id, tx)
        }
        let path = "/admin/webhooks/\(id)/deliveries/\(delivery.id)"
        return Accepted(WebhookDeliveryView(delivery), at: path)
    }

    private static let noStore: [(name: String, value: String)] = [("Cache-Control", "no-store")]
}
