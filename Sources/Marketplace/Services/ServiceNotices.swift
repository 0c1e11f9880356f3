import Platform

extension NoticeTemplate {
    static let serviceApproved = market(
        .system,
        "service_approved",
        subject: "{{service}} is approved",
        "Your service {{service}} has been approved, as it is now. Providers can offer it.",
        preview: ["service": "Window cleaning"]
    )
    static let serviceRejected = market(
        .system,
        "service_rejected",
        subject: "{{service}} was not approved",
        "Your proposal for {{service}} was not approved: {{reason}} You can change it and propose it again.",
        preview: ["service": "Window cleaning", "reason": "The description is too short."]
    )
    static let serviceChanged = market(
        .system,
        "service_changed",
        subject: "{{service}} was changed",
        "An administrator has changed or removed the service {{service}}: {{reason}}",
        preview: ["service": "Window cleaning", "reason": "Two services were the same."]
    )
    static let serviceWaits = market(
        .system,
        "service_waits",
        subject: "{{service}} waits for you",
        "The service {{service}} in your region waits for a review. Administrators are notified tomorrow.",
        preview: ["service": "Window cleaning"]
    )
    static let serviceOverdue = market(
        .system,
        "service_overdue",
        subject: "{{service}} waits for a review",
        "No local manager has reviewed the service {{service}} in time.",
        preview: ["service": "Window cleaning"]
    )
}

extension Service {
    static let templates: [NoticeTemplate] = [
        .serviceApproved, .serviceRejected, .serviceChanged, .serviceWaits, .serviceOverdue,
    ]
}
