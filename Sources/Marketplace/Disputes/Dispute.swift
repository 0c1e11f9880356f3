import Kernel
import Platform
import Store

/// A disagreement about a paid job, until its money is settled; at most one of a job.
struct Dispute: Sendable {
    let id: ID<Dispute>
    let job: ID<Job>
    let region: ID<Region>
    let customer: ID<Account>
    /// The account of the provider.
    let provider: ID<Account>
    let status: Status
    let kind: Kind
    let openedBy: Opener
    let text: String
    var answer: DisputeStatement?
    /// A decision that waits for a second person.
    var proposed: DisputeRuling?
    /// The decision in force.
    var ruling: DisputeRuling?
    var appeal: DisputeStatement?
    /// The people who made the first decision, and decide no appeal.
    var firstDeciders: [ID<Account>]
    /// The local manager who acted first, and keeps the dispute whatever becomes of the region.
    var manager: ID<Account>?
    let expiresAt: Instant?
    let nextEvent: Event?
    let openedAt: Instant
    let version: Int

    /// The subject of a dispute.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The work never began.
        case notStarted = "not_started"
        /// The work was not finished.
        case notDelivered = "not_delivered"
        /// The work is bad.
        case quality
        /// Something was damaged.
        case damage
        /// Anything else.
        case other
    }

    /// The opener of a dispute.
    enum Opener: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The customer.
        case customer
        /// The provider.
        case provider
        /// The server, after a time-out or a dispute at the bank.
        case system
    }

    /// The side of an account; nil for others.
    func side(of account: ID<Account>?) -> Job.Side? {
        if account == customer { return .customer }
        return account == provider ? .provider : nil
    }

    func account(of side: Job.Side) -> ID<Account> { side == .customer ? customer : provider }
}

extension Dispute: LifecycleSubject {
    static let kind = "dispute"
    static let guardRefusal = Problem.Code.illegalTransition

    /// The state of a dispute.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for the answer of the side that did not open it, 72 hours at most.
        case open
        /// Waits for a decision; from the tenth day on by an administrator.
        case answered
        /// Decided; either side can appeal within 72 hours.
        case decided
        /// Waits for the decision of an administrator.
        case appealed
        /// Over: the money is settled.
        case final

        /// Waiting for somebody's decision or answer.
        static let undecided: [Status] = [.open, .answered, .appealed]
    }

    /// A move of a dispute along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The other side has answered.
        case answer
        /// Nobody answered in time.
        case leave
        /// One person has decided on a refund that needs two.
        case propose
        /// It is decided.
        case decide
        /// One side appeals.
        case appeal
        /// Nobody appealed in time.
        case close
        /// The customer's bank has decided.
        case overrule
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Dispute, Status, Event>(start: .open) {
        // event       from                                    to          needs
        On(.answer,   from: .open,                            to: .answered, needs: .disputeOpen)
        On(.leave,    from: .open,                            to: .answered, needs: .jobRun)
        On(.propose,  from: .answered,                        to: .answered, needs: .disputeDecide)
        On(.decide,   from: .answered,                        to: .decided,  needs: .disputeDecide)
        On(.appeal,   from: .decided,                         to: .appealed, needs: .disputeOpen)
        On(.close,    from: .decided,                         to: .final,    needs: .jobRun)
        On(.propose,  from: .appealed,                        to: .appealed, needs: .disputeDecide)
        On(.decide,   from: .appealed,                        to: .final,    needs: .disputeDecide)
        On(.overrule, from: .open, .answered, .decided, .appealed, to: .final, needs: .jobRun)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Dispute {
        let clock = try DisputeClock.next(in: status, tx)
        try tx.changeOne(
            """
            UPDATE dispute
               SET state = \(status), answer = \(json: answer), proposed = \(json: proposed), ruling = \(json: ruling),
                   appeal = \(json: appeal), first_deciders = \(json: firstDeciders), lsm_id = \(manager),
                   expires_at = \(clock?.at), next_event = \(clock?.event), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        let next = try Self.find(id, tx)
        try next.setDeadlines(tx)
        return next
    }
}
