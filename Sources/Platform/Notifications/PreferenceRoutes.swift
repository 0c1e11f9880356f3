import Kernel
import Store
import Web

/// The caller's notification preferences: categories, channels, quiet hours and language.
enum PreferenceRoutes {
    static var routes: [Route] {
        let path = "/notifications/preferences"
        return [
            Get(path, show, .account, "Get the caller's notification preferences"),
            Patch(
                path,
                change,
                .account,
                "Update the caller's notification preferences",
                details: "Only the pairs of category and channel in the list change. "
                    + "The language is that of the account, also for pages and documents."
            )
            .upTo(bytes: 8_192),
            Put(
                "\(path)/quiet-hours",
                keepQuiet,
                .account,
                "Set the caller's quiet hours",
                details: "E-mails, text messages and push notifications wait for the end of the quiet hours. "
                    + "Security messages are sent at once."
            )
            .upTo(bytes: 8_192),
            Delete("\(path)/quiet-hours", forgetQuiet, .account, "Delete the caller's quiet hours"),
        ]
    }

    static func show(_ call: Call) async throws -> PreferencesView {
        let account = try call.account
        return try await call.db.read { tx in try PreferencesView(account, at: call.site, tx) }
    }

    static func change(_ call: Call, body: PreferenceChanges) async throws -> PreferencesView {
        let account = try call.account
        try body.check(call.site.product)
        return try await call.db.write { tx in
            try body.apply(to: account, by: call.actor, at: call.site, tx)
            return try PreferencesView(account, at: call.site, tx)
        }
    }

    static func keepQuiet(_ call: Call, body: QuietHoursBody) async throws -> PreferencesView {
        let account = try call.account
        guard body.from != body.until else {
            throw Problem(.invalid, faults: [Problem.Fault("/until", .quietAllDay)])
        }
        return try await call.db.write { tx in
            let hours = QuietHours(from: body.from, until: body.until)
            try NoticePreferences.keepQuiet(hours, for: account, tx)
            return try PreferencesView(account, at: call.site, tx)
        }
    }

    static func forgetQuiet(_ call: Call) async throws -> NoContent {
        let account = try call.account
        try await call.db.write { tx in try NoticePreferences.forgetQuiet(for: account, tx) }
        return NoContent()
    }
}

/// A daily period without messages, in local time of the recipient's zone.
package struct QuietHoursBody: Body {
    /// The first quiet minute.
    package var from: LocalTime
    /// The first minute that is no longer quiet; a time before `from` is on the next day.
    package var until: LocalTime
}

/// A change of notification preferences; absent members stay as they are.
struct PreferenceChanges: Body, MergePatch {
    /// The language of messages and pages; a regional variant selects the product's closest language.
    var language: Language?
    /// Only the listed pairs of category and channel change.
    var preferences: [Choice]?

    /// One pair of category and channel, switched on or off.
    struct Choice: Codable, Sendable {
        /// The subject matter of the messages.
        var category: NoticeTemplate.Category
        /// The means of delivery.
        var channel: NoticeTemplate.Channel
        /// Whether messages are sent; `security` cannot be switched off.
        var enabled: Bool
    }

    func language(of spoken: [Language]) -> Language? { language.flatMap { spoken.meant(by: $0.tag) } }

    func check(_ product: ProductDefinition) throws {
        var faults: [Problem.Fault] = []
        if language != nil, self.language(of: product.languages) == nil {
            faults.append(Problem.Fault("/language", .languageUnknown))
        }
        for (index, choice) in (preferences ?? []).enumerated() {
            if let refusal = product.notices.refusal(of: choice.category) {
                faults.append(Problem.Fault("/preferences/\(index)/category", refusal))
            }
            if let refusal = product.channels.refusal(of: choice.channel) {
                faults.append(Problem.Fault("/preferences/\(index)/channel", refusal))
            }
            if !choice.enabled, product.notices.isLocked(choice.category, by: choice.channel) {
                faults.append(Problem.Fault("/preferences/\(index)/enabled", .staysOn(choice.category)))
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    func apply(to account: ID<Account>, by actor: Actor, at site: Site, _ tx: borrowing Tx) throws {
        if let language = language(of: site.product.languages) {
            let owner = try Account.find(account, tx)
            if owner.locale != language {
                _ = try owner.changed(phone: owner.phone, locale: language, by: actor, tx)
            }
        }
        for change in preferences ?? [] {
            let choice = NoticePreferences.Choice(category: change.category, channel: change.channel)
            try NoticePreferences.choose(change.enabled, choice, for: account, tx)
        }
    }
}

/// The notification preferences of an account.
package struct PreferencesView: View {
    /// The language of messages and pages.
    var language: Language
    /// The zone of the quiet hours: the person's own, or the product's.
    var timeZone: Zone
    /// Absent when messages may come at any hour.
    var quietHours: QuietHours?
    /// Every category with every channel of the product.
    var preferences: [Choice]

    /// One pair of category and channel with its current setting.
    package struct Choice: Codable, Sendable {
        /// The subject matter of the messages.
        var category: NoticeTemplate.Category
        /// The means of delivery.
        var channel: NoticeTemplate.Channel
        /// Whether messages are sent; by default all except `marketing`, which starts with `in_app` only.
        var enabled: Bool
        /// Whether the setting is fixed, as for `security`.
        var locked: Bool
    }

    init(_ account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        let chosen = try NoticePreferences.find(account, at: site, tx)
        language = try Account.find(account, tx).locale
        timeZone = try PersonZone.of(account, at: site, tx)
        quietHours = chosen.quietHours
        preferences = site.product.notices.categories.flatMap { category in
            NoticeTemplate.Channel.allCases.filter(site.product.channels.contains).map { channel in
                Choice(
                    category: category,
                    channel: channel,
                    enabled: chosen.allows(category, by: channel),
                    locked: site.product.notices.isLocked(category, by: channel)
                )
            }
        }
    }
}
