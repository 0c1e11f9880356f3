import Kernel
import Store

/// The settings of a person: zone, theme and reminders.
///
/// People who have changed nothing have no row.
package struct PersonSetting: Sendable {
    package let account: ID<Account>
    /// Nil for the product's zone.
    package var zone: Zone?
    package var theme: Theme
    /// Nil for the product's times.
    package var reminderTimes: [LocalTime]?
    package var pause: Pause?
    /// Whether the person wants no quiet hours at all, not even those of the product.
    var isNeverQuiet: Bool
    package var version: Int

    /// The look of the apps.
    package enum Theme: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// As the device is set.
        case system
        /// Dark text on a light background.
        case light
        /// Light text on a dark background.
        case dark
    }

    /// The reason for a pause of reminders.
    package enum Pause: String, Sendable, SQLValueConvertible {
        /// The person has paused them.
        case wanted
        /// Too many reminders had no answer; the next entry resumes them.
        case unanswered
    }

    private init(of account: ID<Account>) {
        self.account = account
        theme = .system
        isNeverQuiet = false
        version = 1
    }
}

extension PersonSetting: Record {
    package static let columns: SQL =
        "s.account_id, s.time_zone, s.theme, s.reminder_times, s.pause, s.is_never_quiet, s.version"

    package init(_ row: inout Row) throws {
        account = try row.next()
        zone = try row.next()
        theme = try row.next()
        let times: String? = try row.next()
        reminderTimes = times.map(Self.times)
        pause = try row.next()
        isNeverQuiet = try row.next()
        version = try row.next()
    }

    /// The settings of a person, even without a row.
    package static func of(_ account: ID<Account>, _ tx: borrowing Tx) throws -> PersonSetting {
        try tx.first("SELECT \(columns) FROM person_setting s WHERE s.account_id = \(account)")
            ?? PersonSetting(of: account)
    }

    /// Writes the settings with the next version.
    package func saved(_ tx: borrowing Tx) throws -> PersonSetting {
        var next = self
        next.version += 1
        let times = reminderTimes.map { $0.map(\.rawValue).joined(separator: ",") }
        try tx.execute(
            """
            INSERT INTO person_setting
                   (account_id, time_zone, theme, reminder_times, pause, is_never_quiet, version, created_at, updated_at)
            VALUES (\(account), \(zone), \(theme), \(times), \(pause), \(isNeverQuiet), \(next.version), \(tx.now), \(tx.now))
                ON CONFLICT (account_id) DO UPDATE
               SET time_zone = excluded.time_zone, theme = excluded.theme, reminder_times = excluded.reminder_times,
                   pause = excluded.pause, is_never_quiet = excluded.is_never_quiet, version = excluded.version,
                   updated_at = excluded.updated_at
            """
        )
        return next
    }

    /// Reads the times as they are stored, such as `09:00,18:00`; none are an empty text.
    package static func times(_ text: String) -> [LocalTime] {
        text.split(separator: ",").compactMap { LocalTime(String($0)) }
    }
}

extension PersonSetting {
    /// Sets the times of the reminders; refused at `pointer` where one is in the quiet hours.
    package static func set(
        reminderTimes: [LocalTime],
        of account: ID<Account>,
        at site: Site,
        pointer: String,
        _ tx: borrowing Tx
    ) throws {
        do {
            let changes = PersonalPreferenceChanges(reminderTimes: reminderTimes)
            try changes.apply(to: account, by: .system, at: site, tx)
        } catch let problem as Problem where problem.code == .invalid {
            let faults = problem.faults.map { fault in
                var fault = fault
                fault.pointer = fault.pointer.replacing("/reminder_times", with: pointer)
                return fault
            }
            throw Problem(.invalid, faults: faults)
        }
    }
}
