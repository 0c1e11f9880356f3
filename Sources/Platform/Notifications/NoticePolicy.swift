import Kernel
import Store

/// A product's rules for its messages: their categories, and the settings that people have for them.
package struct NoticePolicy: Sendable {
    /// Every category of the product's templates, in the order of the preferences.
    ///
    /// Unsubscribe links hold the place in this list, so new categories go to its end.
    package let categories: [NoticeTemplate.Category]
    /// The channels of a category before the recipient has chosen any; all channels for categories that are not listed.
    package let unasked: [NoticeTemplate.Category: Set<NoticeTemplate.Channel>]
    /// The categories that nobody can switch off in the app.
    package let alwaysInApp: Set<NoticeTemplate.Category>
    /// The personal settings; nil where people have the zone of their product and choose channels only.
    package let personal: PersonalSettings?

    package init(
        categories: [NoticeTemplate.Category],
        unasked: [NoticeTemplate.Category: Set<NoticeTemplate.Channel>] = [:],
        alwaysInApp: Set<NoticeTemplate.Category> = [],
        personal: PersonalSettings? = nil
    ) {
        self.categories = categories
        self.unasked = unasked
        self.alwaysInApp = alwaysInApp
        self.personal = personal
    }

    /// Advertising outside the app needs the recipient's agreement.
    package static let standard = NoticePolicy(
        categories: NoticeTemplate.Category.allCases,
        unasked: [.marketing: [.inApp]]
    )

    /// Whether nobody can switch off a category for a channel.
    func isLocked(_ category: NoticeTemplate.Category, by channel: NoticeTemplate.Channel) -> Bool {
        category == .security || (channel == .inApp && alwaysInApp.contains(category))
    }

    /// Whether a category is on for a channel before the recipient has chosen.
    func isWelcome(_ category: NoticeTemplate.Category, by channel: NoticeTemplate.Channel) -> Bool {
        unasked[category]?.contains(channel) ?? true
    }

    /// The condition that a person has a channel on for a category.
    func wanting(
        _ category: NoticeTemplate.Category,
        by channel: NoticeTemplate.Channel,
        of account: SQL
    ) -> SQL {
        guard !isLocked(category, by: channel) else { return "TRUE" }
        let choice: SQL =
            """
            SELECT 1 FROM notice_preference w
             WHERE w.account_id = \(account) AND w.category = \(category) AND w.channel = \(channel)
            """
        return isWelcome(category, by: channel)
            ? "NOT EXISTS (\(choice) AND NOT w.is_on)" : "EXISTS (\(choice) AND w.is_on)"
    }

    /// The condition that a person has at least one channel of the category on.
    package func wanting(_ category: NoticeTemplate.Category, of account: SQL) -> SQL {
        // A messenger reaches only people who have linked it.
        let welcome = NoticeTemplate.Channel.allCases.filter {
            !NoticeTemplate.Channel.messengers.contains($0) && isWelcome(category, by: $0)
        }.map(\.rawValue)
        return """
            (EXISTS (SELECT 1 FROM notice_preference w
                      WHERE w.account_id = \(account) AND w.category = \(category) AND w.is_on)
             OR (SELECT COUNT(*) FROM notice_preference w
                  WHERE w.account_id = \(account) AND w.category = \(category) AND w.channel \(in: welcome)) < \(welcome.count))
            """
    }

    /// The names of the product's categories for its API document; empty where they are the platform's.
    var words: [[String]: [String]] {
        let known = NoticeTemplate.Category.allCases
        return categories == known ? [:] : [known.map(\.rawValue): categories.map(\.rawValue)]
    }

    /// Nil for a category of the product.
    func refusal(of category: NoticeTemplate.Category) -> Refusal? {
        categories.contains(category) ? nil : Refusal(.notInEnumeration(categories.map(\.rawValue)))
    }
}

/// The settings of people with a zone of their own, before they change any.
package struct PersonalSettings: Sendable {
    package let quietHours: QuietHours?
    /// In the order of the day.
    package let reminderTimes: [LocalTime]
    /// Called in the same transaction when zone, reminder times or their pause change.
    package let changed: @Sendable (ID<Account>, borrowing Tx) throws -> Void

    package init(
        quietHours: QuietHours?,
        reminderTimes: [LocalTime],
        changed: @escaping @Sendable (ID<Account>, borrowing Tx) throws -> Void
    ) {
        self.quietHours = quietHours
        self.reminderTimes = reminderTimes
        self.changed = changed
    }
}

extension Set<NoticeTemplate.Channel> {
    /// The channels in the API document of a product without messengers; empty where they are the platform's.
    var words: [[String]: [String]] {
        let known = NoticeTemplate.Channel.allCases
        return spoken == known ? [:] : [known.map(\.rawValue): spoken.map(\.rawValue)]
    }

    /// Nil for a channel in the API document of the product.
    func refusal(of channel: NoticeTemplate.Channel) -> Refusal? {
        spoken.contains(channel) ? nil : Refusal(.notInEnumeration(spoken.map(\.rawValue)))
    }

    private var spoken: [NoticeTemplate.Channel] {
        NoticeTemplate.Channel.allCases.filter {
            !NoticeTemplate.Channel.messengers.contains($0) || contains($0)
        }
    }
}
