import Kernel
import Platform
import Store
import Web

/// A call to make, or one to write down.
struct NewCall: Body {
    /// The job that it is about.
    var jobId: ID<Job>
    /// The account of the other side of the job.
    var to: ID<Account>
    /// Whether it is written down or made.
    var mode: PhoneCall.Mode
    /// The direction, seen from the caller of this operation; of a logged call.
    var direction: PhoneCall.Direction?
    /// When it began; of a logged call.
    var startedAt: Instant?
    /// How long it took; of a logged call.
    var seconds: Ranged<0, 86_400>?
    /// The reason; local managers and administrators must give it.
    var reason: Reason?

    /// The members that a logged call needs, and a bridged one does not have.
    func faults(at now: Instant) -> [Problem.Fault] {
        let given = [
            ("/direction", direction != nil), ("/started_at", startedAt != nil), ("/seconds", seconds != nil),
        ]
        let isLog = mode == .log
        let wrong = given.filter { $0.1 != isLog }.map {
            Problem.Fault($0.0, isLog ? Refusal(.required) : .onlyLogged)
        }
        guard let startedAt, startedAt > now else { return wrong }
        return wrong + [.init("/started_at", .inTheFuture)]
    }
}

extension NewCall {
    private static let openAfterJob = Duration.days(14)

    /// Writes the call down, after the check that the caller may call that account about the job now.
    func insert(as call: Call, _ tx: borrowing Tx) throws -> PhoneCall {
        let (caller, found) = (try call.account, faults(at: tx.now))
        guard found.isEmpty else { throw Problem(.invalid, faults: found) }
        let job = try Job.find(jobId, within: call.scope(of: .jobRead), tx)
        try check(job, call, tx)
        try Quota.callsADay.consume(as: call, tx)
        let (id, state) = (tx.newID(of: PhoneCall.self), mode == .log ? PhoneCall.State.completed : .queued)
        try tx.execute(
            """
            INSERT INTO call (id, job_id, caller_id, callee_id, mode, direction, state, rank, started_at, seconds, created_at,
                              updated_at, version)
            VALUES (\(id), \(job.id), \(caller), \(to), \(mode), \(direction ?? .outbound), \(state), \(state.rank),
                    \(startedAt ?? tx.now), \(seconds?.value), \(tx.now), \(tx.now), 1)
            """
        )
        return try PhoneCall.find(id, tx)
    }

    private func check(_ job: Job, _ call: Call, _ tx: borrowing Tx) throws {
        let sides = [job.customer, job.providerAccount].compactMap(\.self)
        guard try sides.contains(call.account) else { return try checkStaff(job, sides, call, tx) }
        guard let fundedAt = job.fundedAt else { throw Problem(.notFunded) }
        guard job.overAt.map({ $0 + Self.openAfterJob > tx.now }) ?? true else { throw Problem(.callsOver) }
        guard try to != call.account, sides.contains(to) else { throw Self.notASide }
        // People write times without fractions of a second.
        if let startedAt, startedAt.seconds < fundedAt.seconds {
            throw Problem(.invalid, faults: [.init("/started_at", .beforeFunding)])
        }
    }

    /// Staff call either side of a disputed job, with a reason; providers who have only quoted call nobody.
    private func checkStaff(_ job: Job, _ sides: [ID<Account>], _ call: Call, _ tx: borrowing Tx) throws {
        guard call.isOfStaff || job.fundedAt != nil else { throw Problem(.notFunded) }
        guard call.isOfStaff, job.status == .disputed else { throw Problem(.notFound) }
        guard sides.contains(to) else { throw Self.notASide }
        try CallAction.make.record(reason.demanded(), on: job.id.cast(), of: Job.kind, call, tx)
    }

    private static let notASide = Problem(.invalid, faults: [.init("/to", .notASide)])
}

extension Quota {
    static let callsADay = Quota(
        "marketplace.calls_a_day",
        .call,
        most: 10,
        .window(.hours(24)),
        counting: .rows(weight: "1", at: "c.created_at") { "call c WHERE c.caller_id = \($0.account)" },
        counted: ["en": "calls in 24 hours"],
        frees: Quota.inTime,
        because: "Two people arrange a job in fewer; each bridged call costs money."
    )
}
