import Kernel
import Platform
import Store

/// Money of a payment that is to go back: asked for by somebody and decided by others, or ordered by the server.
///
/// Its identity is that of the refund at the gateway.
struct RefundRequest: Sendable {
    let id: ID<RefundRequest>
    let charge: ID<Charge>
    let job: ID<Job>
    let cause: Cause
    /// The sum that goes back: at most the one that was asked for.
    var amount: Int64
    let asked: Int64
    let reason: String
    /// Nil when the server ordered it, or the gateway's dashboard.
    let requestedBy: ID<Account>?
    let requestedRole: String
    let status: State
    var first: Decider?
    var second: Decider?
    /// Whether it was ordered before the release of the money.
    var isFromEscrow: Bool
    /// The sums taken back from the provider and from the commission; nil unless it is done and came after the release.
    var taken: Escrow.Shift?
    let createdAt: Instant
    let version: Int

    struct Decider: Equatable, Sendable {
        let account: ID<Account>
        let role: String
    }

    /// The reason for a refund.
    enum Cause: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Somebody asked for it.
        case asked
        /// The job was cancelled.
        case cancel
        /// A dispute was decided so.
        case dispute
        /// The job was cancelled by a chargeback, which was then won.
        case chargeback
        /// The payment came when no job was waiting for it.
        case stray
        /// It was made in the gateway's own dashboard.
        case gateway
    }

    /// How far a refund is.
    enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for a decision.
        case requested
        /// One person has approved it, and a second one must.
        case halfApproved = "half_approved"
        /// Approved.
        case approved
        /// Ordered at the gateway.
        case sent
        /// The money has gone back.
        case done
        /// The gateway refuses it; the amount can be refunded again.
        case failed
        /// The customer's bank sent the money back; the amount can be refunded again.
        case bounced
        /// Declined.
        case rejected
        /// Taken back by the requester.
        case withdrawn

        static let undecided: [Self] = [.requested, .halfApproved]
    }

    /// A step of a refund.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The first of two people approves.
        case halfApprove = "half_approve"
        /// The refund is approved.
        case approve
        /// The refund is declined.
        case reject
        /// The requester takes it back.
        case withdraw
        /// It is ordered at the gateway.
        case send
        /// The gateway has made it.
        case finish
        /// The gateway refuses it.
        case fail
        /// The customer's bank sends the money back.
        case bounce
    }
}

extension RefundRequest: LifecycleSubject {
    static let kind = "market_refund"
    static let guardRefusal = Problem.Code.illegalTransition

    // swift-format-ignore
    static let lifecycle = Lifecycle<RefundRequest, State, Event>(start: .requested) {
        On(.halfApprove, from: .requested,                to: .halfApproved, needs: .refundDecide)
        On(.approve,     from: .requested, .halfApproved, to: .approved,     needs: .refundDecide)
        On(.reject,      from: .requested, .halfApproved, to: .rejected,     needs: .refundDecide, then: .freeRefund)
        On(.withdraw,    from: .requested, .halfApproved, to: .withdrawn,    needs: .refundAsk,    then: .freeRefund)
        On(.send,        from: .approved,                 to: .sent,         needs: .jobRun)
        On(.finish,      from: .sent,                     to: .done,         needs: .jobRun)
        On(.fail,        from: .sent,                     to: .failed,       needs: .jobRun,       then: .freeRefund)
        On(.bounce,      from: .done,                     to: .bounced,      needs: .jobRun,       then: .freeRefund)
    }

    func transitioned(to status: State, by event: Event, _ tx: borrowing Tx) throws -> RefundRequest {
        try tx.changeOne(
            """
            UPDATE refund_request
               SET state = \(status), amount = \(amount), first_decider = \(first?.account), first_role = \(first?.role),
                   second_decider = \(second?.account), second_role = \(second?.role), is_from_escrow = \(isFromEscrow),
                   payee_minor = \(taken?.payee), commission_minor = \(taken?.commission), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        if !State.undecided.contains(status) { try Deadline.clear(of: Self.kind, id, tx) }
        return try Self.find(id, tx)
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        guard effect == .freeRefund else { return }
        try tx.execute(
            """
            UPDATE escrow SET asked = asked - \(amount), version = version + 1 WHERE charge_id = \(charge)
            """
        )
    }
}

extension Effect {
    /// The amount can be refunded again.
    static let freeRefund = Effect("free_refund")
}

extension RefundRequest: Record {
    static let columns: SQL =
        """
        f.id, f.charge_id, f.job_id, f.cause, f.amount, f.asked, f.reason, f.requested_by, f.requested_role, f.state,
        f.first_decider, f.first_role, f.second_decider, f.second_role, f.is_from_escrow, f.payee_minor, f.commission_minor,
        f.created_at, f.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        charge = try row.next()
        job = try row.next()
        cause = try row.next()
        amount = try row.next()
        asked = try row.next()
        reason = try row.next()
        requestedBy = try row.next()
        requestedRole = try row.next()
        status = try row.next()
        first = try row.decider()
        second = try row.decider()
        isFromEscrow = try row.next()
        let (payee, commission): (Int64?, Int64?) = (try row.next(), try row.next())
        taken = payee.flatMap { payee in
            commission.map { Escrow.Shift(payee: payee, commission: $0) }
        }
        createdAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<RefundRequest>, _ tx: borrowing Tx) throws -> RefundRequest {
        try tx.one("SELECT \(columns) FROM refund_request f WHERE f.id = \(id)")
    }

    /// Nil for one that was made in the gateway's dashboard.
    static func find(_ refund: ChargeRefund, _ tx: borrowing Tx) throws -> RefundRequest? {
        let id: ID<RefundRequest> = refund.id.cast()
        return try tx.first("SELECT \(columns) FROM refund_request f WHERE f.id = \(id)")
    }
}

extension Row {
    fileprivate mutating func decider() throws -> RefundRequest.Decider? {
        let (account, role): (ID<Account>?, String?) = (try next(), try next())
        return account.flatMap { account in role.map { RefundRequest.Decider(account: account, role: $0) } }
    }
}
