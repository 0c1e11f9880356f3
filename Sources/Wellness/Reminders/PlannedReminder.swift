import Kernel
import Platform
import Store

/// A due row of the plan, with everything that the decision needs.
struct PlannedReminder: Record {
    let account: ID<Account>
    let dueAt: Instant
    /// Nil when the next slot has still to be found.
    let slot: (date: CivilDate, place: Int)?
    let unanswered: Int
    let zone: Zone?
    let times: [LocalTime]?
    let pause: PersonSetting.Pause?
    let quietHours: QuietHours?
    let joinedAt: Instant
    let hasConsent: Bool
    /// Whether an active person with a diary has some channel of the category on.
    let isWelcome: Bool
    let isLogged: Bool
    /// The date of the newest entry; it is read for nudges only.
    let lastEntry: CivilDate?

    private static let quiet = NoticePolicy.wellness.personal?.quietHours

    /// The due rows of a kind, oldest first, without the rows that another process is handling.
    static func due(_ kind: Reminders.Kind, atMost count: Int, _ tx: borrowing Tx) throws -> [PlannedReminder]
    {
        try tx.all(
            """
            SELECT \(columns), \(Consent.holds(kind.consent, of: "p.account_id")),
                   a.state = 'active' AND a.role \(in: Reminders.roles)
                   AND \(NoticePolicy.wellness.wanting(kind.category, of: "p.account_id")),
                   EXISTS (SELECT 1 FROM wellness_log l WHERE l.account_id = p.account_id
                              AND l.local_date = p.slot_date AND l.deleted_at IS NULL),
                   CASE WHEN p.kind = 'nudge' THEN (SELECT MAX(l.local_date) FROM wellness_log l
                        WHERE l.account_id = p.account_id AND l.deleted_at IS NULL) END
              FROM reminder_plan p JOIN account a ON a.id = p.account_id
              LEFT JOIN person_setting s ON s.account_id = p.account_id
              LEFT JOIN notice_quiet_hours q ON q.account_id = p.account_id
             WHERE p.kind = \(kind) AND p.due_at IS NOT NULL AND p.due_at <= \(tx.now)
             ORDER BY p.due_at, p.account_id LIMIT \(count) \(pg: "FOR UPDATE OF p SKIP LOCKED", sqlite: "")
            """
        )
    }

    static let columns: SQL =
        """
        p.account_id, p.due_at, p.slot_date, p.slot_place, p.unanswered, s.time_zone, s.reminder_times, s.pause,
        COALESCE(s.is_never_quiet, FALSE), q.from_time, q.until_time, a.created_at
        """

    init(_ row: inout Row) throws {
        account = try row.next()
        dueAt = try row.next()
        let (date, place): (CivilDate?, Int?) = (try row.next(), try row.next())
        slot = date.flatMap { date in place.map { (date, $0) } }
        unanswered = try row.next()
        zone = try row.next()
        let text: String? = try row.next()
        times = text.map(PersonSetting.times)
        pause = try row.next()
        let isNeverQuiet: Bool = try row.next()
        let (from, until): (LocalTime?, LocalTime?) = (try row.next(), try row.next())
        let own = from.flatMap { from in until.map { QuietHours(from: from, until: $0) } }
        quietHours = own ?? (isNeverQuiet ? nil : Self.quiet)
        joinedAt = try row.next()
        hasConsent = try row.next()
        isWelcome = try row.next()
        isLogged = try row.next()
        lastEntry = try row.next()
    }
}

extension Reminders {
    /// The roles with a diary.
    static let roles = [Role.user, .businessAdmin].map(\.name)
}

extension Reminders.Kind {
    var category: NoticeTemplate.Category {
        switch self {
        case .reminder: .reminders
        case .nudge: .nudges
        }
    }

    var consent: Consent.Purpose {
        switch self {
        case .reminder: .reminders
        case .nudge: .nudges
        }
    }
}
