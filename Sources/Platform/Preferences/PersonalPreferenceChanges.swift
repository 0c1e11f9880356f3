import Kernel
import Store
import Web

/// Changes of a person's settings; absent members stay as they are.
package struct PersonalPreferenceChanges: Body, MergePatch {
    /// The language of messages and pages; a regional variant selects the product's closest language.
    package var locale: Language?
    /// The zone of the person's days from now on.
    package var timeZone: Zone?
    /// The moment of the move to the new zone, for clients that were offline; at most 30 days back, now when absent.
    package var timeZoneSince: Instant?
    /// The look of the apps.
    package var theme: PersonSetting.Theme?
    /// Null for messages at any hour.
    package var quietHours: Change<QuietHoursBody>
    /// At most two local times outside the quiet hours; none for no reminders.
    package var reminderTimes: [LocalTime]?
    /// True to pause the reminders, false to resume them.
    package var remindersPaused: Bool?
    /// Only the listed pairs of category and channel change.
    package var channels: [Choice]?
    /// The version that the changes were made from; another one is refused as `If-Match` does.
    package var version: Int?

    /// One pair of category and channel, switched on or off.
    package struct Choice: Codable, Sendable {
        /// The category of the messages.
        package var category: NoticeTemplate.Category
        /// The channel of delivery.
        package var channel: NoticeTemplate.Channel
        /// Whether messages are sent; `security` cannot be switched off.
        package var enabled: Bool
        /// Has no effect; accepted so that an answer can be sent back.
        package var locked: Bool?
    }

    package init(locale: Language? = nil, timeZone: Zone? = nil, reminderTimes: [LocalTime]? = nil) {
        self.locale = locale
        self.timeZone = timeZone
        self.reminderTimes = reminderTimes
        quietHours = .keep
    }
}

extension PersonalPreferenceChanges {
    private static let mostReminders = 2

    /// Checks the changes against each other and the settings so far, and writes them.
    package func apply(to account: ID<Account>, by actor: Actor, at site: Site, _ tx: borrowing Tx) throws {
        let before = try PersonalPreferencesView(account, at: site, tx)
        try check(before, at: site, tx.now)
        try changeLanguage(of: account, by: actor, at: site, tx)
        if let timeZone {
            try PersonZone.change(to: timeZone, of: account, since: timeZoneSince, at: site, tx)
        }
        try changeQuietHours(of: account, tx)
        for change in channels ?? [] {
            let choice = NoticePreferences.Choice(category: change.category, channel: change.channel)
            try NoticePreferences.choose(change.enabled, choice, for: account, tx)
        }
        try changeSetting(of: account, before, tx)
        try site.product.notices.personal?.changed(account, tx)
    }

    private func changeLanguage(
        of account: ID<Account>,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard let language = locale.flatMap({ site.product.languages.meant(by: $0.tag) }) else { return }
        let owner = try Account.find(account, tx)
        guard owner.locale != language else { return }
        _ = try owner.changed(phone: owner.phone, locale: language, by: actor, tx)
    }

    private func changeQuietHours(of account: ID<Account>, _ tx: borrowing Tx) throws {
        switch quietHours {
        case .keep: break
        case .clear: try NoticePreferences.forgetQuiet(for: account, tx)
        case .set(let hours):
            try NoticePreferences.keepQuiet(
                QuietHours(from: hours.from, until: hours.until),
                for: account,
                tx
            )
        }
    }

    private func changeSetting(
        of account: ID<Account>,
        _ before: PersonalPreferencesView,
        _ tx: borrowing Tx
    ) throws {
        var setting = try PersonSetting.of(account, tx)
        setting.version = before.version
        if let theme { setting.theme = theme }
        if let reminderTimes { setting.reminderTimes = reminderTimes.sorted() }
        if quietHours.isGiven { setting.isNeverQuiet = quietHours.value == nil }
        if let remindersPaused, remindersPaused != before.remindersPaused {
            setting.pause = remindersPaused ? .wanted : nil
        }
        _ = try setting.saved(tx)
    }
}

extension PersonalPreferenceChanges {
    private func check(_ before: PersonalPreferencesView, at site: Site, _ now: Instant) throws {
        let faults = languageFaults(site) + moveFaults(now) + timeFaults(before) + choiceFaults(site.product)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    private func languageFaults(_ site: Site) -> [Problem.Fault] {
        guard let locale, site.product.languages.meant(by: locale.tag) == nil else { return [] }
        return [Problem.Fault("/locale", .languageUnknown)]
    }

    private func moveFaults(_ now: Instant) -> [Problem.Fault] {
        guard let since = timeZoneSince else { return [] }
        let isPlausible =
            timeZone != nil && since >= now - ZoneChange.longestSilence && since <= now + .minutes(2)
        return isPlausible ? [] : [Problem.Fault("/time_zone_since", .moveTooOld)]
    }

    private func timeFaults(_ before: PersonalPreferencesView) -> [Problem.Fault] {
        var faults: [Problem.Fault] = []
        let times = reminderTimes ?? before.reminderTimes
        if times.count > Self.mostReminders {
            faults.append(Problem.Fault("/reminder_times", Refusal(.tooMany(Self.mostReminders))))
        } else if Set(times).count < times.count {
            faults.append(Problem.Fault("/reminder_times/1", .twice))
        }
        let quiet =
            quietHours.isGiven
            ? quietHours.value.map { QuietHours(from: $0.from, until: $0.until) } : before.quietHours
        if let quiet, quiet.from == quiet.until {
            faults.append(Problem.Fault("/quiet_hours/until", .quietAllDay))
        } else if let quiet, reminderTimes != nil || quietHours.isGiven {
            for (index, time) in times.enumerated() where quiet.contains(time) {
                let place = reminderTimes == nil ? "/quiet_hours" : "/reminder_times/\(index)"
                faults.append(Problem.Fault(place, .inQuietHours))
            }
        }
        return faults
    }

    private func choiceFaults(_ product: ProductDefinition) -> [Problem.Fault] {
        let known = NoticeTemplate.Channel.allCases.filter(product.channels.contains)
        var faults: [Problem.Fault] = []
        for (index, choice) in (channels ?? []).enumerated() {
            if let refusal = product.notices.refusal(of: choice.category) {
                faults.append(Problem.Fault("/channels/\(index)/category", refusal))
            }
            if !known.contains(choice.channel) {
                let refusal = Refusal(.notInEnumeration(known.map(\.rawValue)))
                faults.append(Problem.Fault("/channels/\(index)/channel", refusal))
            }
            if choice.category == .security, !choice.enabled {
                faults.append(Problem.Fault("/channels/\(index)/enabled", .securityStaysOn))
            }
        }
        return faults
    }
}
