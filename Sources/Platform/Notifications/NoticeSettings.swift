import Kernel
import Store
import Web

/// The settings of the caller's messages in one document, for a product that serves them as one.
package enum NoticeSettings {
    package static func show(_ call: Call) async throws -> PreferencesView {
        try await PreferenceRoutes.show(call)
    }

    package static func change(_ call: Call, body: NoticeSettingChanges) async throws -> PreferencesView {
        let account = try call.account
        try body.check(call.site.product)
        return try await call.db.write { tx in
            try body.others.apply(to: account, by: call.actor, at: call.site, tx)
            switch body.quietHours {
            case .keep: break
            case .clear: try NoticePreferences.forgetQuiet(for: account, tx)
            case .set(let hours):
                let quiet = QuietHours(from: hours.from, until: hours.until)
                try NoticePreferences.keepQuiet(quiet, for: account, tx)
            }
            return try PreferencesView(account, at: call.site, tx)
        }
    }
}

/// Changes of the caller's settings; absent members stay as they are.
package struct NoticeSettingChanges: Body, MergePatch {
    /// The language of messages and pages; a regional variant selects the product's closest language.
    var language: Language?
    /// A daily period without messages; null for messages at any hour.
    var quietHours: Change<QuietHoursBody>
    /// Only the listed pairs of category and channel change.
    var preferences: [Choice]?

    /// One pair of category and channel, switched on or off.
    package struct Choice: Codable, Sendable {
        /// The subject matter of the messages.
        var category: NoticeTemplate.Category
        /// The means of delivery.
        var channel: NoticeTemplate.Channel
        /// Whether messages are sent; `security` cannot be switched off.
        var enabled: Bool
    }

    fileprivate var others: PreferenceChanges {
        let choices = preferences?.map {
            PreferenceChanges.Choice(category: $0.category, channel: $0.channel, enabled: $0.enabled)
        }
        return PreferenceChanges(language: language, preferences: choices)
    }

    fileprivate func check(_ product: ProductDefinition) throws {
        try others.check(product)
        if case .set(let hours) = quietHours, hours.from == hours.until {
            throw Problem(.invalid, faults: [Problem.Fault("/quiet_hours/until", .quietAllDay)])
        }
    }
}
