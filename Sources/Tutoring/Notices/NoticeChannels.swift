import Kernel
import Platform

extension NoticePolicy {
    /// Text messages cost money, so they come only on request; advertising comes by mail only with the reader's agreement.
    ///
    /// Everybody has a zone of their own, in which the times of messages are written.
    static let tutoring = NoticePolicy(
        categories: [.security, .service, .marketing],
        unasked: [.service: [.inApp, .email, .push, .whatsApp, .telegram], .marketing: [.inApp]],
        personal: PersonalSettings(quietHours: nil, reminderTimes: []) { _, _ in }
    )
}
