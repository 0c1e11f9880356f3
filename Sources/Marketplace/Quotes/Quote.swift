import Kernel
import Platform
import Store

/// A provider's offer for a job: at most one of a pair, in revisions.
struct Quote: Sendable {
    let id: ID<Quote>
    let job: ID<Job>
    let provider: ID<Provider>
    /// The account of the provider.
    let account: ID<Account>
    /// The number of the present revision, from 1.
    var n: Int
    var status: Status
    /// The revision of the job that the quote answers.
    var jobRevision: Int
    var amount: Int64
    /// The amount that the customer asked for instead; only while it is countered.
    var counter: Int64?
    /// Until when the customer's counter stands.
    var counteredUntil: Instant?
    var startAt: Instant
    var minutes: Int
    var validUntil: Instant
    var terms: Terms?
    let createdAt: Instant
    var version: Int

    typealias Terms = Text<1, 4_000>

    var endAt: Instant { startAt + .minutes(minutes) }
}

extension Quote: LifecycleSubject {
    static let kind = "quote"
    static let guardRefusal = Problem.Code.illegalTransition

    /// The state of a quote.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The customer can accept it.
        case live
        /// The customer has asked for another amount and waits for the provider, 48 hours at most.
        case countered
        /// The job was edited or the provider's time was taken since; the provider must confirm it again.
        case stale
        /// Accepted, and not yet paid for.
        case awarded
        /// Accepted and paid for.
        case won
        /// Accepted and never paid for.
        case lapsed
        /// Taken back by the provider.
        case withdrawn
        /// Refused by the customer, for good.
        case rejected
        /// Another quote was accepted; it returns if that one lapses.
        case outbid
        /// Its time is over.
        case expired

        /// The states in which the customer can still refuse it and the provider take it back.
        static let open: [Status] = [.live, .countered, .stale]
        /// The states that count towards the limit of a job.
        static let counted: [Status] = [.live, .countered]
    }

    /// A move of a quote along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// A new revision by the provider.
        case revise
        /// Another amount asked for by the customer.
        case counter
        /// The counter was not answered in time.
        case uncounter
        /// The job was edited, or the provider's time taken.
        case age
        /// Confirmed by the provider with the same amount.
        case reconfirm
        /// Taken back by the provider.
        case withdraw
        /// Taken back because the provider is no longer active.
        case drop
        /// Refused by the customer.
        case reject
        /// Another quote was accepted.
        case outbid
        /// The accepted quote lapsed, and this one can be accepted again.
        case restore
        /// The accepted quote lapsed, and this one must be confirmed again.
        case restoreStale = "restore_stale"
        /// Accepted by the customer.
        case award
        /// Paid for.
        case win
        /// Accepted and not paid for in time.
        case lapse
        /// The provider gave up the accepted quote.
        case giveUp = "give_up"
        /// Its time is over, or the job's.
        case expire
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Quote, Status, Event>(start: .live) {
        // event            from                                                              to              needs
        On(.revise,       from: .live, .countered, .stale, .lapsed, .withdrawn, .expired,   to: .live,      needs: .jobQuote)
        On(.counter,      from: .live,                                                      to: .countered, needs: .jobPost)
        On(.uncounter,    from: .countered,                                                 to: .live,      needs: .jobRun)
        On(.age,          from: .live, .countered,                                          to: .stale,     needs: .jobRun)
        On(.reconfirm,    from: .stale, .countered, .lapsed,                                to: .live,      needs: .jobQuote)
        On(.withdraw,     from: .live, .countered, .stale,                                  to: .withdrawn, needs: .jobQuote)
        On(.drop,         from: .live, .countered, .stale,                                  to: .withdrawn, needs: .jobRun)
        On(.reject,       from: .live, .countered, .stale,                                  to: .rejected,  needs: .jobPost)
        On(.outbid,       from: .live, .countered, .stale,                                  to: .outbid,    needs: .jobRun)
        On(.restore,      from: .outbid,                                                    to: .live,      needs: .jobRun)
        On(.restoreStale, from: .outbid,                                                    to: .stale,     needs: .jobRun)
        On(.award,        from: .live,                                                      to: .awarded,   needs: .jobPost)
        On(.win,          from: .awarded,                                                   to: .won,       needs: .jobRun)
        On(.lapse,        from: .awarded,                                                   to: .lapsed,    needs: .jobRun)
        On(.giveUp,       from: .awarded,                                                   to: .withdrawn, needs: .jobRun)
        On(.expire,       from: .live, .countered, .stale,                                  to: .expired,   needs: .jobRun)
    }

    /// Saves the quote as it is here with the new state; nothing is read again.
    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Quote {
        var next = self
        next.status = status
        next.version += 1
        if status != .countered { (next.counter, next.counteredUntil) = (nil, nil) }
        try tx.changeOne(
            """
            UPDATE quote
               SET state = \(next.status), n = \(n), job_revision = \(jobRevision), amount = \(amount),
                   counter_amount = \(next.counter), countered_until = \(next.counteredUntil), start_at = \(startAt),
                   end_at = \(endAt), minutes = \(minutes), valid_until = \(validUntil), terms = \(terms),
                   updated_at = \(tx.now), version = \(next.version)
             WHERE id = \(id) AND version = \(version)
            """
        )
        try next.setDeadlines(tx)
        return next
    }
}
