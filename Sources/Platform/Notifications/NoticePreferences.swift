import Kernel
import Store

/// The notification preferences of an account.
struct NoticePreferences: Sendable {
    private let policy: NoticePolicy
    /// The zone of the quiet hours.
    private let zone: Zone
    private var chosen: [Choice: Bool] = [:]
    private(set) var quietHours: QuietHours?

    /// The preferences of someone who has chosen nothing.
    init(at site: Site) {
        policy = site.product.notices
        zone = site.product.zone
    }

    private init(_ policy: NoticePolicy, in zone: Zone, quiet: QuietHours?) {
        self.policy = policy
        self.zone = zone
        quietHours = quiet
    }

    struct Choice: Hashable, Sendable {
        let category: NoticeTemplate.Category
        let channel: NoticeTemplate.Channel
    }

    func allows(_ category: NoticeTemplate.Category, by channel: NoticeTemplate.Channel) -> Bool {
        guard !policy.isLocked(category, by: channel) else { return true }
        return chosen[Choice(category: category, channel: channel)] ?? policy.isWelcome(category, by: channel)
    }

    /// The earliest time for a message of `category`.
    func due(_ category: NoticeTemplate.Category, from now: Instant) -> Instant {
        guard category != .security, let quietHours else { return now }
        return quietHours.end(after: now, in: zone)
    }

    static func find(_ account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws -> NoticePreferences {
        var preferences = try unchosen(by: account, at: site, tx)
        try tx.forEach(
            "SELECT category, channel, is_on FROM notice_preference WHERE account_id = \(account)"
        ) { row in
            let choice = Choice(category: try row.next(), channel: try row.next())
            preferences.chosen[choice] = try row.next()
        }
        try tx.forEach("SELECT from_time, until_time FROM notice_quiet_hours WHERE account_id = \(account)") {
            preferences.quietHours = QuietHours(from: try $0.next(), until: try $0.next())
        }
        return preferences
    }

    private static func unchosen(
        by account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> NoticePreferences {
        let policy = site.product.notices
        guard let personal = policy.personal else { return NoticePreferences(at: site) }
        let setting = try PersonSetting.of(account, tx)
        let quiet = setting.isNeverQuiet ? nil : personal.quietHours
        return NoticePreferences(policy, in: setting.zone ?? site.product.zone, quiet: quiet)
    }

    static func choose(
        _ isOn: Bool,
        _ choice: Choice,
        for account: ID<Account>,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO notice_preference (account_id, category, channel, is_on, changed_at)
            VALUES (\(account), \(choice.category), \(choice.channel), \(isOn), \(tx.now))
                ON CONFLICT (account_id, category, channel)
                DO UPDATE SET is_on = excluded.is_on, changed_at = excluded.changed_at
            """
        )
    }

    static func keepQuiet(_ hours: QuietHours, for account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO notice_quiet_hours (account_id, from_time, until_time)
            VALUES (\(account), \(hours.from), \(hours.until))
                ON CONFLICT (account_id) DO UPDATE SET from_time = excluded.from_time, until_time = excluded.until_time
            """
        )
    }

    static func forgetQuiet(for account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM notice_quiet_hours WHERE account_id = \(account)")
    }
}
