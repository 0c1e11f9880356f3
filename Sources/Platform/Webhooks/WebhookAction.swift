enum WebhookAction: String, AuditAction {
    case create = "webhook.create"
    case delete = "webhook.delete"
    case disable = "webhook.disable"
    case redeliver = "webhook.redeliver"
    case redeliverRange = "webhook.redeliver_range"
    case rotateSecret = "webhook.rotate_secret"
    case test = "webhook.test"
    case update = "webhook.update"
}
