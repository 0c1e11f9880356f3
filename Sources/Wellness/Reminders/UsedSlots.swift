import Kernel
import Platform
import Store

/// The slots of some people that were used in the last days.
struct UsedSlots {
    private var slots: [ID<Account>: Set<ReminderSlot>] = [:]
    private var sent: [ID<Account>: [Instant]] = [:]

    /// Longer than any rule needs: a day, and the difference between the zones.
    private static let reach = Duration.days(4)

    init(of people: [ID<Account>], _ tx: borrowing Tx) throws {
        try tx.forEach(
            """
            SELECT account_id, local_date, kind, place, outcome, handled_at FROM reminder_slot
             WHERE account_id \(in: people) AND local_date >= \(Zone.utc.civil(tx.now - Self.reach).date)
            """
        ) { row in
            let account: ID<Account> = try row.next()
            let date: CivilDate = try row.next()
            let (kind, place): (Reminders.Kind, Int) = (try row.next(), try row.next())
            let (outcome, at): (String, Instant) = (try row.next(), try row.next())
            add(
                ReminderSlot(date: date, kind, place),
                of: account,
                sentAt: outcome == Self.sentWord ? at : nil
            )
        }
    }

    func used(by account: ID<Account>) -> Set<ReminderSlot> { slots[account] ?? [] }

    /// The moments of what was sent.
    func sent(to account: ID<Account>) -> [Instant] { sent[account] ?? [] }

    /// Uses a slot; false when it has been used before.
    ///
    /// The row of the plan is locked, so nobody else can use it at the same time; a second row would be refused.
    mutating func use(
        _ slot: ReminderSlot,
        of planned: PlannedReminder,
        _ decision: ReminderDecision,
        _ tx: borrowing Tx
    ) throws -> Bool {
        guard !used(by: planned.account).contains(slot) else { return false }
        let (kind, place) = slot.key
        try tx.post(
            """
            INSERT INTO reminder_slot (id, account_id, local_date, kind, place, due_at, handled_at, outcome)
            VALUES (\(tx.newID(of: ReminderSlot.self)), \(planned.account), \(slot.date), \(kind), \(place), \(planned.dueAt),
                    \(tx.now), \(decision.word))
            """
        )
        let isSent = if case .send = decision { true } else { false }
        add(slot, of: planned.account, sentAt: isSent ? tx.now : nil)
        return true
    }

    private mutating func add(_ slot: ReminderSlot, of account: ID<Account>, sentAt moment: Instant?) {
        slots[account, default: []].insert(slot)
        if let moment { sent[account, default: []].append(moment) }
    }

    fileprivate static let sentWord = "sent"
}

extension ReminderSlot {
    init(date: CivilDate, _ kind: Reminders.Kind, _ place: Int) {
        self.init(date: date, kind: kind == .reminder ? .reminder(place) : .nudge(place))
    }

    /// The kind and place as they are stored.
    var key: (kind: Reminders.Kind, place: Int) {
        switch kind {
        case .reminder(let place): (.reminder, place)
        case .nudge(let days): (.nudge, days)
        }
    }
}

extension ReminderDecision {
    fileprivate var word: String {
        switch self {
        case .send: UsedSlots.sentWord
        case .drop(let reason): reason.rawValue
        }
    }
}
