import Kernel
import Platform

extension NoticeTemplate.Category {
    /// The daily reminders of an entry.
    static let reminders = NoticeTemplate.Category(rawValue: "reminders")
    /// Messages after some days without an entry.
    static let nudges = NoticeTemplate.Category(rawValue: "nudges")
    /// The summary of the week.
    static let weekly = NoticeTemplate.Category(rawValue: "weekly")
    /// The monthly figures of an organisation, for its administrators.
    static let releases = NoticeTemplate.Category(rawValue: "releases")
}

extension NoticePolicy {
    /// Reminders come by mail only on request: two a day would be many.
    static let wellness = NoticePolicy(
        categories: [.security, .service, .reminders, .nudges, .weekly, .releases],
        unasked: [.reminders: [.inApp, .push], .nudges: [.inApp, .push, .email]],
        personal: PersonalSettings(
            quietHours: QuietHours(from: LocalTime(unchecked: "22:00"), until: LocalTime(unchecked: "07:00")),
            reminderTimes: Reminders.times,
            changed: Reminders.replan
        )
    )
}
