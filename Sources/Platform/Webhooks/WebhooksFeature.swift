extension Feature {
    static let webhooks = Feature(
        routes: WebhookRoutes.routes,
        migrations: Webhooks.migrations,
        jobs: Webhooks.jobs,
        schedules: Webhooks.schedules,
        problems: Webhooks.problems,
        administration: [.webhooksManage],
        impersonalTables: [
            ImpersonalTable("webhook_attempt", "answers of receivers, for 30 days"),
            ImpersonalTable("webhook_delivery", "identifiers and statuses"),
            ImpersonalTable("webhook_endpoint", "addresses of programs"),
            ImpersonalTable("webhook_event", "identifiers and statuses, for 30 days"),
        ],
        templates: Webhooks.templates,
        sealed: [WebhookSecret.current, WebhookSecret.previous],
        audit: WebhookAction.self
    )
}
