import Kernel
import Platform
import Store

extension Job {
    /// Notifies the side that did not move the job, and writes the log of staff.
    func announce(by actor: Actor, _ tx: borrowing Tx) throws {
        guard let moved else { return }
        try LSMLog.write(.job, id.cast(), in: region, moved.rawValue, cause, by: actor, tx)
        guard JobNotices.all[moved] != nil else { return }
        try tx.enqueue(
            TellOfJob(job: id, event: moved, mover: side(movedBy: actor), providers: providersConcerned)
        )
    }

    /// The provider from whom the move took the job, and the one who has it now.
    private var providersConcerned: [ID<Account>] { [former?.account, providerAccount].compactMap(\.self) }

    private func side(movedBy actor: Actor) -> Side? {
        guard let account = actor.account else { return nil }
        return account == former?.account ? .provider : side(of: account)
    }
}

/// Notifies the sides of a job of a move.
struct TellOfJob: BackgroundJob {
    static let kind = "marketplace.tell_of_job"
    static let policy = JobPolicy(queue: .emails)

    let job: ID<Job>
    let event: Job.Event
    /// The side that made the move and knows it; nil for staff and the server.
    let mover: Job.Side?
    let providers: [ID<Account>]

    func run(_ call: JobCall) async throws -> JobOutcome {
        guard let notice = JobNotices.all[event] else { return .cancel("the event has no notice") }
        try await call.db.write { tx in
            let job = try Job.find(job, tx)
            let reason = try History.of(Job.kind, job.id.cast(), tx).last { $0.event == event.rawValue }?
                .reason
            for side in notice.sides where side != mover {
                let accounts = side == .provider ? providers : [job.customer]
                try JobNotice.notify(notice.template, accounts, about: job, because: reason, tx)
            }
        }
        return .done
    }
}
