import Kernel
import Store
import Web

/// The caller's own settings: language, zone, look, quiet hours, reminders and channels.
enum PersonalPreferences {
    private static let limit = RateLimit("preferences", 60, per: .hours(1))

    // swift-format-ignore
    static var routes: [Route] {
        [
            Get  ("/users/me/preferences", show,   .account, "Get the caller's preferences"),
            Patch("/users/me/preferences", change, .account, "Update the caller's preferences", details: "Only the listed pairs of category and channel change. Quiet hours and reminder times are local times of the person's zone.")
                .upTo(bytes: 16_384).limited(limit),
        ].tagged("Notifications")
    }

    static func show(_ call: Call) async throws -> Versioned<PersonalPreferencesView> {
        let me = try call.account
        let view = try await call.db.read { tx in try PersonalPreferencesView(me, at: call.site, tx) }
        return Versioned(view, version: view.version)
    }

    static func change(
        _ call: Call,
        match: IfMatch?,
        body: PersonalPreferenceChanges
    ) async throws -> Versioned<PersonalPreferencesView> {
        let me = try call.account
        return try await call.db.write { tx in
            let version = try PersonSetting.of(me, tx).version
            try match?.check(version)
            if let known = body.version, known != version { throw Problem(.stale) }
            try body.apply(to: me, by: call.actor, at: call.site, tx)
            let view = try PersonalPreferencesView(me, at: call.site, tx)
            return Versioned(view, version: view.version)
        }
    }
}

/// The settings of a person.
package struct PersonalPreferencesView: View {
    /// The language of messages and pages.
    package var locale: Language
    /// The zone of the person's days, quiet hours and reminders.
    package var timeZone: Zone
    /// The look of the apps.
    package var theme: PersonSetting.Theme
    /// Absent when messages may come at any hour.
    package var quietHours: QuietHours?
    /// The local times of the daily reminders, earliest first; empty for none.
    package var reminderTimes: [LocalTime]
    /// Whether reminders are paused, by the person or after too many without an answer; an entry ends the latter pause.
    package var remindersPaused: Bool
    /// Every category with every channel of the product.
    package var channels: [Choice]
    /// The value for `If-Match`.
    package var version: Int

    /// One pair of category and channel with its current setting.
    package struct Choice: Codable, Sendable {
        /// The category of the messages.
        package var category: NoticeTemplate.Category
        /// The channel of delivery.
        package var channel: NoticeTemplate.Channel
        /// Whether messages are sent.
        package var enabled: Bool
        /// Whether the setting is fixed, as for `security`.
        package var locked: Bool
    }

    package init(_ account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        let setting = try PersonSetting.of(account, tx)
        let chosen = try NoticePreferences.find(account, at: site, tx)
        let (languages, spoken) = (site.product.languages, try Account.find(account, tx).locale)
        locale = languages.contains(spoken) ? spoken : languages.first ?? .english
        timeZone = setting.zone ?? site.product.zone
        theme = setting.theme
        quietHours = chosen.quietHours
        reminderTimes = setting.reminderTimes ?? site.product.notices.personal?.reminderTimes ?? []
        remindersPaused = setting.pause != nil
        channels = site.product.notices.categories.flatMap { category in
            NoticeTemplate.Channel.allCases.filter(site.product.channels.contains).map { channel in
                Choice(
                    category: category,
                    channel: channel,
                    enabled: chosen.allows(category, by: channel),
                    locked: category == .security
                )
            }
        }
        version = setting.version
    }
}
