extension Feature {
    static let webhooks = Feature(
        routes: WebhookRoutes.routes,
        migrations: Webhooks.migrations,
        jobs: Webhooks.jobs,
        schedules: Webhooks.schedules,
        problems: Webhooks.problems,
        administration: [.webhooksManage],
        impersonalTables: [
            ImpersonalTable("webhook_attempt", "what a receiver answered, for 30 days"),
            ImpersonalTable("webhook_delivery", "identities and statuses"),
            ImpersonalTable("webhook_endpoint", "addresses of programs"),
            ImpersonalTable("webhook_event", "identities and statuses, for 30 days"),
        ],
        templates: Webhooks.templates,
        sealed: [WebhookSecret.current, WebhookSecret.previous],
        audit: WebhookAction.self
    )
}
