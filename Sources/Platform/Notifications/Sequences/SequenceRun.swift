import Kernel
import Store

/// The way of one person through a sequence.
struct SequenceRun: Sendable {
    let id: ID<SequenceRun>
    let sequence: ID<NoticeSequence>
    let account: ID<Account>
    /// The steps that are done.
    let sent: Int
    let state: State
    let startedAt: Instant
    /// The plan that it started with.
    let plan: NoticeSequence.Plan
    /// Whether the sequence is paused.
    let isPaused: Bool
    let audience: String

    static let kind = "sequence_run"
    static let step = "step"

    /// The state of a run.
    enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// A step is ahead.
        case running
        /// All steps are done.
        case finished
        /// A condition was met, or the person has left or changed the role.
        case stopped
        /// The person does not want the category, or has not agreed to it.
        case unsubscribed
    }
}

extension SequenceRun: Record {
    static let columns: SQL =
        """
        r.id, r.sequence_id, r.account_id, r.sent, r.state, r.started_at, p.n, p.category, p.steps, p.stops,
        (s.state = 'paused') AS is_paused, s.audience
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        sequence = try row.next()
        account = try row.next()
        sent = try row.next()
        state = try row.next()
        startedAt = try row.next()
        plan = NoticeSequence.Plan(
            number: try row.next(),
            category: try row.next(),
            steps: try row.json(),
            stops: try row.json()
        )
        isPaused = try row.next()
        audience = try row.next()
    }

    static func find(_ id: ID<SequenceRun>, _ tx: borrowing Tx) throws -> SequenceRun {
        try tx.one(
            """
            SELECT \(columns) FROM notice_sequence_run r JOIN notice_sequence s ON s.id = r.sequence_id
              JOIN notice_sequence_plan p ON p.sequence_id = r.sequence_id AND p.n = r.plan_n
             WHERE r.id = \(id)
            """
        )
    }

    /// Starts a run, or records that the person does not want it; its first step may be due at once.
    static func start(
        _ sequence: NoticeSequence,
        for account: ID<Account>,
        because subject: ID<Subject>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard let first = sequence.plan.steps.first else { return }
        let isWanted = try SequenceConsent.allows(first, of: sequence.plan, to: account, at: site, tx)
        let (id, state) = (tx.newID(of: SequenceRun.self), isWanted ? State.running : .unsubscribed)
        let inserted = try tx.execute(
            """
            INSERT INTO notice_sequence_run (id, sequence_id, plan_n, account_id, subject_id, sent, state, started_at, ended_at)
            VALUES (\(id), \(sequence.id), \(sequence.plan.number), \(account), \(subject), 0, \(state), \(tx.now),
                    \(isWanted ? nil : tx.now))
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1, isWanted else { return }
        try Deadline.set(step, of: kind, id, at: tx.now + .hours(first.after), remind: false, tx)
    }

    /// Records a step, and sets the time of the next one.
    func advance(_ tx: borrowing Tx) throws {
        let done = sent + 1
        guard done < plan.steps.count else { return try end(.finished, after: done, tx) }
        try tx.execute("UPDATE notice_sequence_run SET sent = \(done) WHERE id = \(id)")
        let due = tx.now + .hours(plan.steps[done].after)
        try Deadline.set(Self.step, of: Self.kind, id, at: due, remind: false, tx)
    }

    func end(_ state: State, by stop: String? = nil, after sent: Int? = nil, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE notice_sequence_run
               SET state = \(state), stopped_by = \(stop), sent = \(sent ?? self.sent), ended_at = \(tx.now)
             WHERE id = \(id)
            """
        )
    }
}
