import Kernel
import Platform

/// The limits of reminders and nudges.
struct ReminderPolicy: Sendable {
    var perDay = 2
    var apart = Duration.hours(4)
    var latest = Duration.minutes(60)
    /// The unanswered reminders after which they pause.
    var pauseAfter = 7

    static let standard = ReminderPolicy()
}

/// The circumstances of one due reminder.
struct ReminderCase: Sendable {
    var slot: ReminderSlot
    var due: Instant
    var zone: Zone
    var hasConsent: Bool
    /// Whether the person's preferences have the category on.
    var isWanted: Bool
    var quietHours: QuietHours?
    /// Whether the date of the slot has an entry.
    var isLogged: Bool
    /// The reminders since the last entry.
    var unanswered: Int
    /// The reminders and nudges of the last days.
    var sent: [Instant]
}

/// The decision about a due reminder; a dropped one is not sent later.
enum ReminderDecision: Hashable, Sendable {
    /// The last one says that the next entry resumes the reminders.
    case send(isLast: Bool)
    case drop(Reason)

    enum Reason: String, Hashable, Sendable {
        case consent, unwanted, paused, logged, throttled, late, quiet
    }
}

extension ReminderCase {
    func decision(at now: Instant, _ policy: ReminderPolicy = .standard) -> ReminderDecision {
        if let reason = obstacle(at: now, policy) { return .drop(reason) }
        guard case .reminder = slot.kind else { return .send(isLast: false) }
        return .send(isLast: unanswered + 1 >= policy.pauseAfter)
    }

    private func obstacle(at now: Instant, _ policy: ReminderPolicy) -> ReminderDecision.Reason? {
        if !hasConsent { return .consent }
        if !isWanted { return .unwanted }
        if isLogged { return .logged }
        if case .reminder = slot.kind, unanswered >= policy.pauseAfter { return .paused }
        if now - due > policy.latest { return .late }
        let (date, time) = zone.civil(now)
        if quietHours?.contains(time) ?? false { return .quiet }
        let today = sent.filter { zone.civil($0).date == date }.count
        let isClose = sent.contains { now - $0 < policy.apart }
        return today >= policy.perDay || isClose ? .throttled : nil
    }
}
