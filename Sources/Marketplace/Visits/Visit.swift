import Kernel
import Platform
import Store

/// An appointment of a provider at the place of a job, to see it before quoting.
struct Visit: Sendable {
    let id: ID<Visit>
    let job: ID<Job>
    let customer: ID<Account>
    let provider: ID<Provider>
    /// The account of the provider.
    let account: ID<Account>
    let proposedBy: Job.Side
    let from: Instant
    let until: Instant
    let note: Note
    let status: Status
    /// The provider's time that it takes; nil before it is agreed.
    var booking: ID<Booking>?
    let expiresAt: Instant?
    let createdAt: Instant
    let version: Int

    typealias Note = Text<1, 2_000>

    /// The side of an account; nil for others.
    func side(of account: ID<Account>?) -> Job.Side? {
        if account == customer { return .customer }
        return account == self.account ? .provider : nil
    }

    func account(of side: Job.Side) -> ID<Account> { side == .customer ? customer : account }
}

extension Visit: LifecycleSubject {
    static let kind = "visit"
    static let guardRefusal = Problem.Code.illegalTransition

    /// The state of a visit.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for the answer of the other side, 48 hours at most.
        case proposed
        /// Agreed: it takes the provider's time, and the provider sees the address until it ends.
        case agreed
        /// Declined, or not answered in time.
        case declined
        /// Its end has passed.
        case done
        /// Somebody did not come.
        case noShow = "no_show"
        /// Cancelled after it was agreed.
        case cancelled

        static let open: [Status] = [.proposed, .agreed]
    }

    /// A move of a visit along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The other side agrees.
        case agree
        /// The other side declines, or nobody answered.
        case decline
        /// One side reports that the other did not come.
        case miss
        /// One side cancels it.
        case cancel
        /// The proposal was not answered, or has become pointless.
        case lapse
        /// It has become pointless.
        case drop
        /// Its end has passed.
        case finish
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Visit, Status, Event>(start: .proposed) {
        // event      from             to              needs
        On(.agree,   from: .proposed, to: .agreed,    needs: .jobPropose)
        On(.decline, from: .proposed, to: .declined,  needs: .jobPropose)
        On(.lapse,   from: .proposed, to: .declined,  needs: .jobRun)
        On(.miss,    from: .agreed,   to: .noShow,    needs: .jobPropose)
        On(.cancel,  from: .agreed,   to: .cancelled, needs: .jobPropose)
        On(.drop,    from: .agreed,   to: .cancelled, needs: .jobRun)
        On(.finish,  from: .agreed,   to: .done,      needs: .jobRun)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Visit {
        let expiresAt: Instant? = status == .agreed ? until : nil
        let answeredAt: Instant? = [.agree, .decline].contains(event) ? tx.now : nil
        try tx.changeOne(
            """
            UPDATE visit
               SET state = \(status), booking_id = \(booking), expires_at = \(expiresAt),
                   answered_at = COALESCE(answered_at, \(answeredAt)), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Deadline.clear(of: Self.kind, id, tx)
        if let expiresAt {
            try Deadline.set(Event.finish.rawValue, of: Self.kind, id, at: expiresAt, remind: false, tx)
        }
        if status != .agreed { try freeTime(tx) }
        return try Self.find(id, tx)
    }

    /// Frees the provider's time that an agreed visit took; time that has passed stays as it was.
    private func freeTime(_ tx: borrowing Tx) throws {
        guard let booking, until > tx.now else { return }
        _ = try Booking.find(booking, tx).cancelled(tx)
    }
}

extension Visit: Record {
    static let columns: SQL =
        """
        v.id, v.job_id, j.customer_id, v.provider_id, p.account_id, v.proposed_by, v.from_at, v.until_at, v.note,
        v.state, v.booking_id, v.expires_at, v.created_at, v.version
        """

    static let source: SQL =
        "visit v JOIN market_job j ON j.id = v.job_id JOIN provider p ON p.id = v.provider_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        job = try row.next()
        customer = try row.next()
        provider = try row.next()
        account = try row.next()
        proposedBy = try row.next()
        from = try row.next()
        until = try row.next()
        note = try row.next()
        status = try row.next()
        booking = try row.next()
        expiresAt = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }
}
