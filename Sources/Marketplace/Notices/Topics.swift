import Platform

// The topics of messages: each is a line of the preferences.
extension NoticeTemplate.Category {
    /// Jobs, quotes, visits, new times, disputes.
    static let job = NoticeTemplate.Category(rawValue: "job")
    /// Payments, refunds, payouts.
    static let payment = NoticeTemplate.Category(rawValue: "payment")
    /// Messages and calls.
    static let message = NoticeTemplate.Category(rawValue: "message")
    /// Published ratings and tiers.
    static let rating = NoticeTemplate.Category(rawValue: "rating")
    /// The account, documents, services and regions; it always shows in the app.
    static let system = NoticeTemplate.Category(rawValue: "system")

    static let topics = [job, payment, message, rating, system]
}

extension NoticePolicy {
    /// Text messages cost money, so they come only on request.
    static let marketplace = NoticePolicy(
        categories: [.security, .service] + NoticeTemplate.Category.topics,
        unasked: Dictionary(
            uniqueKeysWithValues: NoticeTemplate.Category.topics.map { ($0, [.inApp, .email]) }
        ),
        alwaysInApp: [.system]
    )
}
