import Kernel
import Platform
import Store

extension Dispute {
    /// Opens the dispute of a job for one of its sides.
    static func open(
        _ body: NewDispute,
        on job: Job,
        by side: Job.Side,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Dispute {
        let faults = DisputeFiles.faults(of: body.files)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        let opener: Opener = side == .customer ? .customer : .provider
        let dispute = try open(on: job, kind: body.kind, by: opener, text: body.text.rawValue, as: call, tx)
        try DisputeFiles.keep(body.files, of: side, by: call.account, in: dispute.id, tx)
        return dispute
    }

    /// Opens the dispute of a job for the server: after a time-out, or when the customer's bank takes the money back.
    @discardableResult
    static func openBySystem(
        on job: Job,
        kind: Kind,
        text: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Dispute {
        try open(on: job, kind: kind, by: .system, text: text, as: call.bySystem, tx)
    }

    /// Ends a dispute that the customer's bank has decided; the caller moves the job and the money.
    static func endByChargeback(on job: ID<Job>, as call: Call, _ tx: borrowing Tx) throws {
        guard let dispute = try find(on: job, tx), dispute.status != .final else { return }
        let over = try dispute.advanced(by: .overrule, as: call.bySystem, reason: "chargeback_lost", tx)
        try over.notify(.disputeOverruled, over.sides, tx)
    }

    private static func open(
        on job: Job,
        kind: Kind,
        by opener: Opener,
        text: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Dispute {
        let disputed = try job.advanced(by: .dispute, as: call, tx)
        guard try find(on: job.id, tx) == nil else { throw Problem(.alreadyThere) }
        let id = tx.newID(of: Dispute.self)
        let clock = try DisputeClock.next(in: .open, tx)
        try tx.execute(
            """
            INSERT INTO dispute (id, job_id, state, kind, opened_by, text, first_deciders, expires_at, next_event,
                                 created_at, updated_at, version)
            VALUES (\(id), \(job.id), \(Status.open), \(kind), \(opener), \(text), \(json: [ID<Account>]()),
                    \(clock?.at), \(clock?.event), \(tx.now), \(tx.now), 1)
            """
        )
        try Audit.record(DisputeAction.open, of: Self.kind, id.cast(), by: call.actor, tx)
        let dispute = try find(id, tx)
        try dispute.setDeadlines(tx)
        try JobNotice.notify(.disputeOpened, dispute.answerers, about: disputed, because: text, tx)
        try dispute.notifyManagers(.disputeOpenedInRegion, tx)
        return dispute
    }
}

/// The actions on disputes in the audit log that are no moves.
enum DisputeAction: String, AuditAction {
    case open = "dispute.open"
}
