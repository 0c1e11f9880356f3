import Kernel

extension Feature {
    /// For products whose people make requests about their data in the app.
    package static let privacyRequests = Feature(
        routes: PrivacyRequests.routes,
        migrations: PrivacyRequests.migrations,
        lifecycles: [PrivacyRequest.lifecycle.table(named: PrivacyRequest.kind)],
        jobs: [WarnOfRequests.self],
        schedules: [Daily("privacy.warn_of_requests", at: "06:00", in: .utc, WarnOfRequests())],
        problems: [.privacyRequestOpen],
        bounds: [
            Bound("POST /privacy/requests", because: "one open request of each kind, made with a fresh login")
        ],
        personalData: [PrivacyRequests.personalData],
        retention: [PrivacyRequests.retention],
        templates: PrivacyRequests.templates,
        personSealed: [PrivacyRequest.sealedNote, PrivacyRequest.sealedHandlingNote]
    )
}
