import Platform

extension VisitorPolicy {
    /// The events of Tutoring, of people who agreed to analytics.
    static let tutoring = VisitorPolicy(
        consent: .analytics,
        names: [
            EventName("visit"), EventName("search", searching: "q"), EventName("profile", about: "tutor_id"),
            EventName("package", about: "package_id"), EventName("share"),
        ],
        properties: [
            "q", "subject", "level", "tutor_id", "package_id", "path", "source", "medium", "campaign",
            "channel",
            "results",
        ]
    )
}
