import Kernel
import Platform
import Store

/// The daily reminders to write, and the nudges after some days without an entry.
///
/// `reminder_plan` has a row of each kind for everybody with a diary: the next slot and its moment, the index of the
/// job of every minute. A row without a slot is planned anew from its moment on; one without a moment has nothing to
/// wait for. `reminder_slot` has the slots that were used, sent or not: each once, whatever the zone.
enum Reminders {
    /// The daily reminders of people who have chosen no other times.
    static let times = [LocalTime(unchecked: "09:00"), LocalTime(unchecked: "18:00")]
    static let nudgeTime = LocalTime(unchecked: "11:00")
    static let nudgeDays = [7, 14, 30]

    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case reminder, nudge
    }

    /// Starts the reminders of a new person.
    static func begin(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        for kind in Kind.allCases {
            try tx.execute(
                """
                INSERT INTO reminder_plan (account_id, kind, due_at, unanswered)
                VALUES (\(account), \(kind), \(tx.now), 0) ON CONFLICT (account_id, kind) DO NOTHING
                """
            )
        }
    }

    /// Plans the next slots anew, after a change of zone, times or pause.
    static func replan(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        try begin(account, tx)
        try tx.execute(
            """
            UPDATE reminder_plan
               SET due_at = \(tx.now), slot_date = NULL, slot_place = NULL,
                   unanswered = CASE WHEN \(isPaused) THEN unanswered
                                     WHEN unanswered < \(ReminderPolicy.standard.pauseAfter) THEN unanswered ELSE 0 END
             WHERE account_id = \(account)
            """
        )
    }

    /// An entry answers all reminders before it, and resumes them after a pause because none were answered.
    ///
    /// The first nudge stays planned: when its day comes, the entries since then are checked.
    static func answered(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE reminder_plan SET due_at = \(tx.now), slot_date = NULL, slot_place = NULL
             WHERE account_id = \(account) AND (due_at IS NULL OR (kind = 'nudge' AND slot_place > \(nudgeDays[0])))
            """
        )
        let answered = try tx.execute(
            "UPDATE reminder_plan SET unanswered = 0 WHERE account_id = \(account) AND unanswered > 0"
        )
        guard answered > 0 else { return }
        try tx.execute(
            """
            UPDATE person_setting SET pause = NULL, version = version + 1, updated_at = \(tx.now)
             WHERE account_id = \(account) AND pause = \(PersonSetting.Pause.unanswered)
            """
        )
    }

    private static let isPaused: SQL =
        """
        EXISTS (SELECT 1 FROM person_setting s
                 WHERE s.account_id = reminder_plan.account_id AND s.pause = 'unanswered')
        """
}

/// Sends the reminders or nudges that are due, and plans the next ones.
struct SendReminders: Job {
    static let kind = "wellness.send_reminders"
    static let policy = JobPolicy(queue: .default, attempts: 3, timeout: .minutes(5))

    let kind: Reminders.Kind

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        while try await call.db.write({ tx in try ReminderRound.run(kind, at: site, tx) }) > 0 {
            try Task.checkCancellation()
        }
        return .done
    }
}

/// Deletes used slots that no rule needs any more.
struct ForgetReminderSlots: Job {
    static let kind = "wellness.forget_reminder_slots"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    private static let retention = Duration.days(14)
    private static let batch = 5_000

    func run(_ call: JobCall) async throws -> JobOutcome {
        let oldest = call.now - Self.retention
        while try await call.db.write({ tx in try Self.forget(before: oldest, tx) }) == Self.batch {}
        return .done
    }

    private static func forget(before oldest: Instant, _ tx: borrowing Tx) throws -> Int {
        try tx.execute(
            """
            DELETE FROM reminder_slot WHERE id IN (
                SELECT id FROM reminder_slot WHERE handled_at < \(oldest) ORDER BY handled_at LIMIT \(batch))
            """
        )
    }
}
