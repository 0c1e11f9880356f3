import Kernel
import Platform
import Store

/// One batch of due reminders, in one transaction.
enum ReminderRound {
    private static let batch = 2_000
    private static let policy = ReminderPolicy.standard
    /// How long a nudge stays in the list of notifications.
    private static let nudgeLife = Duration.days(1)

    /// Handles the due rows of a kind; returns their number.
    static func run(_ kind: Reminders.Kind, at site: Site, _ tx: borrowing Tx) throws -> Int {
        let due = try PlannedReminder.due(kind, atMost: batch, tx)
        guard !due.isEmpty else { return 0 }
        var used = try UsedSlots(of: due.map(\.account), tx)
        for planned in due {
            let zone = planned.zone ?? site.product.zone
            let unanswered = try handle(planned, kind, in: zone, &used, tx)
            let next = next(
                planned,
                kind,
                in: zone,
                used.used(by: planned.account),
                isPaused: unanswered,
                tx.now
            )
            try tx.post(
                """
                UPDATE reminder_plan
                   SET due_at = \(next?.at), slot_date = \(next?.slot.date), slot_place = \(next?.slot.key.place),
                       unanswered = \(unanswered)
                 WHERE account_id = \(planned.account) AND kind = \(kind)
                """
            )
        }
        return due.count
    }

    /// Uses the slot whose moment has come; returns the number of unanswered reminders after it.
    private static func handle(
        _ planned: PlannedReminder,
        _ kind: Reminders.Kind,
        in zone: Zone,
        _ used: inout UsedSlots,
        _ tx: borrowing Tx
    ) throws -> Int {
        guard let slot = slot(of: planned, kind, in: zone) else { return planned.unanswered }
        let decision = ReminderCase(
            slot: slot,
            due: planned.dueAt,
            zone: zone,
            hasConsent: planned.hasConsent,
            isWanted: planned.isWelcome && (kind == .nudge || planned.pause != .wanted),
            quietHours: planned.quietHours,
            isLogged: planned.isLogged,
            unanswered: planned.unanswered,
            sent: used.sent(to: planned.account)
        ).decision(at: tx.now, policy)
        guard try used.use(slot, of: planned, decision, tx), case .send(let isLast) = decision else {
            return planned.unanswered
        }
        let template: NoticeTemplate.Name = kind == .nudge ? .nudge : isLast ? .lastReminder : .reminder
        let life = kind == .nudge ? nudgeLife : policy.latest
        let notice = Notice(template: template, expiresAt: planned.dueAt + life)
        try Notifications.notify(planned.account, notice, tx)
        if isLast { try pause(planned.account, tx) }
        return planned.unanswered + (kind == .reminder ? 1 : 0)
    }

    /// The slot of the row; nil when it has still to be found, or a nudge is no longer needed.
    private static func slot(
        of planned: PlannedReminder,
        _ kind: Reminders.Kind,
        in zone: Zone
    ) -> ReminderSlot? {
        guard let (date, place) = planned.slot else { return nil }
        guard kind == .nudge else { return ReminderSlot(date: date, kind, place) }
        return Nudge.due(on: date, lastEntry: planned.silentSince(in: zone), Reminders.nudgeDays)
    }

    private static func pause(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        var setting = try PersonSetting.of(account, tx)
        setting.pause = .unanswered
        _ = try setting.saved(tx)
    }

    /// The next slot: after the one that was due, and not one that would already be too late.
    private static func next(
        _ planned: PlannedReminder,
        _ kind: Reminders.Kind,
        in zone: Zone,
        _ used: Set<ReminderSlot>,
        isPaused unanswered: Int,
        _ now: Instant
    ) -> (slot: ReminderSlot, at: Instant)? {
        let moment = max(planned.dueAt, now - policy.latest)
        switch kind {
        case .reminder:
            guard unanswered < policy.pauseAfter, planned.pause == nil else { return nil }
            return ReminderTimes(planned.times ?? Reminders.times, in: zone).next(after: moment, used: used)
        case .nudge:
            let silence = planned.silentSince(in: zone)
            let slots = Reminders.nudgeDays.map { ReminderSlot(date: silence + $0, .nudge, $0) }
            return slots.filter { !used.contains($0) }
                .map { ($0, zone.instant(of: $0.date, at: Reminders.nudgeTime)) }.first { $0.1 > moment }
        }
    }
}

extension PlannedReminder {
    /// The date from which the days without an entry count: the last entry, or the beginning.
    fileprivate func silentSince(in zone: Zone) -> CivilDate {
        lastEntry ?? zone.civil(joinedAt).date
    }
}
