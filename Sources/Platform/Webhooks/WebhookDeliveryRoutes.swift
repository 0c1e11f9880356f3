import Kernel
import Store
import Web

/// The deliveries of a webhook: list, read, redeliver.
enum WebhookDeliveryRoutes {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get ("/admin/webhooks/{id}/deliveries",                       list,           .webhooksManage, "List a webhook's deliveries", details: "Newest first."),
            Get ("/admin/webhooks/{id}/deliveries/{delivery}",            show,           .webhooksManage, "Get a webhook delivery", details: "With its payload and all its attempts."),
            Post("/admin/webhooks/{id}/deliveries/{delivery}/redeliver",  redeliver,      .webhooksManage, "Redeliver a webhook delivery", details: "The same event is sent again, with the same `webhook-id`.").refuses(.webhookDisabled, .webhookDeliveryPending),
            Post("/admin/webhooks/{id}/redeliver",                        redeliverRange, .webhooksManage, "Redeliver a webhook's events", details: "The events of a period, by the state of their deliveries. One call redelivers up to 10,000; repeat it while `has_more` is true.").refuses(.webhookDisabled),
        ]
    }

    /// A selection of deliveries.
    struct Filter: Query {
        /// Only deliveries in this state.
        var state: WebhookDelivery.State?
    }

    static func list(
        _ call: Call,
        id: ID<WebhookEndpoint>,
        filter: Filter,
        page: PageRequest
    ) async throws -> Page<WebhookDeliveryView> {
        try await call.db.read { tx in
            _ = try WebhookEndpoint.find(id, tx)
            return try WebhookDelivery.list(of: id, in: filter.state, page, tx).map(WebhookDeliveryView.init)
        }
    }

    static func show(
        _ call: Call,
        id: ID<WebhookEndpoint>,
        delivery: ID<WebhookDelivery>
    ) async throws -> WebhookDeliveryDetail {
        try await call.db.read { tx in
            let found = try WebhookDelivery.find(delivery, of: id, tx)
            let payload = try tx.value(
                "SELECT payload FROM webhook_event WHERE id = \(found.event)",
                as: String.self
            )
            return WebhookDeliveryDetail(
                delivery: WebhookDeliveryView(found),
                payload: try payload.map { try JSONValue(parsing: $0) } ?? .null,
                attempts: try WebhookAttempt.list(of: delivery, tx).map(WebhookAttemptView.init)
            )
        }
    }

    static func redeliver(
        _ call: Call,
        id: ID<WebhookEndpoint>,
        delivery: ID<WebhookDelivery>
    ) async throws -> Accepted<WebhookDeliveryView> {
        let again = try await call.db.write { tx in
            try Redelivery.one(delivery, of: WebhookEndpoint.find(id, tx), by: call.actor, tx)
        }
        let path = "/admin/webhooks/\(id)/deliveries/\(delivery)"
        return Accepted(WebhookDeliveryView(again), at: path)
    }

    static func redeliverRange(
        _ call: Call,
        id: ID<WebhookEndpoint>,
        body: RedeliveryRequest
    ) async throws -> Accepted<RedeliveryView> {
        try body.check()
        let (count, hasMore) = try await call.db.write { tx in
            try Redelivery.range(body, of: WebhookEndpoint.find(id, tx), by: call.actor, tx)
        }
        let path = "/admin/webhooks/\(id)/deliveries"
        return Accepted(RedeliveryView(count: count, hasMore: hasMore), at: path)
    }
}
