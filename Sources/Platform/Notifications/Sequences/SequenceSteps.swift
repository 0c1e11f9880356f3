import Kernel
import Store

/// Starts the runs of the events since the last look.
struct StartSequences<Rules: SequenceRules>: Job {
    static var kind: String { "notifications.start_sequences" }
    static var policy: JobPolicy { JobPolicy(queue: .maintenance, timeout: .minutes(2)) }

    private static var batch: Int { 200 }
    /// An event that nobody looked at for so long, because the server was down, starts nothing any more.
    private static var memory: Duration { .days(7) }

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        let started = try await call.db.write { tx in try Self.start(at: site, tx) }
        return started == Self.batch ? .snooze(.seconds(1)) : .done
    }

    /// The greatest number of runs of one sequence.
    private static func start(at site: Site, _ tx: borrowing Tx) throws -> Int {
        var most = 0
        for sequence in try NoticeSequence.active(tx) {
            most = max(most, try start(sequence, at: site, tx))
        }
        return most
    }

    private static func start(_ sequence: NoticeSequence, at site: Site, _ tx: borrowing Tx) throws -> Int {
        guard let trigger = Rules.Trigger(rawValue: sequence.trigger),
            let audience = Rules.Audience(rawValue: sequence.audience),
            let since = sequence.activeSince.map({ max($0, tx.now - memory) }),
            let events = Rules.occurrences(of: trigger, for: audience, since: since, until: tx.now)
        else { return 0 }
        var found: [(account: ID<Account>, subject: ID<Subject>)] = []
        try tx.forEach(
            """
            SELECT o.account_id, o.subject_id FROM (\(events)) o JOIN account a ON a.id = o.account_id
             WHERE a.role = \(sequence.audience) AND a.state = \(Account.State.active) AND NOT EXISTS (
                   SELECT 1 FROM notice_sequence_run r
                    WHERE r.sequence_id = \(sequence.id) AND r.account_id = o.account_id
                      AND r.subject_id = o.subject_id)
             ORDER BY o.subject_id LIMIT \(batch)
            """
        ) { row in found.append((try row.next(), try row.next())) }
        for event in found {
            try SequenceRun.start(sequence, for: event.account, because: event.subject, at: site, tx)
        }
        return found.count
    }
}

/// Sends the step of a run that is due, once: stop conditions and consents are read anew in the same transaction.
enum SequenceSteps<Rules: SequenceRules> {
    static var handler: DeadlineHandler {
        DeadlineHandler(
            of: SequenceRun.kind,
            SequenceRun.step,
            prepare: { id, call in
                let run = try await call.db.read { tx in try SequenceRun.find(id.cast(), tx) }
                return run.isPaused ? .later(.hours(1)) : .fire
            },
            fire: { id, call, tx in
                let run = try SequenceRun.find(id.cast(), tx)
                if run.state == .running { try step(run, at: call.site, tx) }
            }
        )
    }

    private static func step(_ run: SequenceRun, at site: Site, _ tx: borrowing Tx) throws {
        let step = run.plan.steps[run.sent]
        let account = try Account.find(run.account, tx)
        guard account.state == .active, account.role.name == run.audience,
            let template = site.product.template(named: .init(step.template))
        else { return try run.end(.stopped, tx) }
        if let met = try metStop(of: run, tx) { return try run.end(.stopped, by: met, tx) }
        guard try SequenceConsent.allows(step, of: run.plan, to: run.account, at: site, tx) else {
            return try run.end(.unsubscribed, tx)
        }
        let names = template.preview.keys
        let values = try Rules.values(for: run.account, tx).filter { names.contains($0.key) }
        let notice = Notice(
            template: template.name,
            values: values,
            key: "sequence:\(run.id):\(run.sent)",
            only: step.channel
        )
        try Notifications.notify(run.account, notice, tx)
        try run.advance(tx)
    }

    private static func metStop(of run: SequenceRun, _ tx: borrowing Tx) throws -> String? {
        try run.plan.stops.first { word in
            guard let stop = Rules.Stop(rawValue: word) else { return false }
            return try Rules.isMet(stop, by: run.account, since: run.startedAt, tx)
        }
    }
}
