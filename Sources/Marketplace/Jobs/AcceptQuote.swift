import Kernel
import Platform
import Store

/// The acceptance of a quote: the award with its frozen terms, and the provider's time.
///
/// With few statements: a market's evening consists of little else.
struct AcceptQuote: Sendable {
    let choice: QuoteChoice
    let call: Call

    /// Waits for other moves of the provider and of the job, before anything is read.
    ///
    /// PostgreSQL then needs no SERIALIZABLE, which takes acceptances of neighbouring rows for conflicts. Everything that
    /// excludes an acceptance changes one of these rows, or one that the acceptance compares and sets. The row of the
    /// provider is written, not only locked, so that a simultaneous ban or move is repeated and sees the award.
    func meetOthers(on job: ID<Job>, _ tx: borrowing Tx) throws {
        guard tx.dialect == .postgres else { return }
        try tx.relyOnConstraints()
        try tx.post(
            """
            UPDATE provider SET updated_at = updated_at
             WHERE id = (SELECT q.provider_id FROM quote q WHERE q.id = \(choice.quoteId) AND q.job_id = \(job))
            """
        )
        try tx.post("SELECT j.id FROM market_job j WHERE j.id = \(job) FOR NO KEY UPDATE")
    }

    func run(on job: Job, _ tx: borrowing Tx) throws -> Job {
        do {
            return try awarded(job, tx)
        } catch let problem as Problem where problem.code == .stale && tx.dialect == .postgres {
            // A quote was moved since it was read: as in SERIALIZABLE, it begins again.
            throw DatabaseError(.serialization, "a quote has moved")
        }
    }

    private func awarded(_ job: Job, _ tx: borrowing Tx) throws -> Job {
        let offered = try OfferedQuote.find(choice.quoteId, on: job.id, tx)
        let (quote, worker) = (offered.quote, offered.worker)
        // Told before anything about the quote: the job may be awarded already, which outbids this one.
        guard job.status == .quoted else { return try job.advanced(by: .accept, as: call, tx) }
        try quote.demandAcceptable(
            revision: choice.revision.value,
            amount: Int64(choice.amountMinor.value),
            on: job,
            tx
        )
        guard worker.status == .active else { throw Problem(.quoteNotLive) }
        let award = try award(quote, to: worker, on: job, tx)
        let next = try job.awarded(award, to: quote.account).advanced(by: .accept, as: call, tx)
        _ = try quote.awarded(on: next, as: call, tx)
        return next
    }

    private func award(
        _ quote: Quote,
        to worker: Worker,
        on job: Job,
        _ tx: borrowing Tx
    ) throws -> Award {
        let policies = try Policies.at(tx.now, tx)
        let booking = try Booking.reserve(
            from: quote.startAt,
            until: quote.endAt,
            of: try worker.resource
                ?? .open(for: quote.account, in: worker.zone, keepsOfficeDays: false, tx),
            tx
        )
        let rate = Int(policies[worker.tier.commission])
        let award = Award(
            id: tx.newID(),
            job: job.id,
            quote: quote.id,
            n: quote.n,
            provider: quote.provider,
            amount: quote.amount,
            startAt: quote.startAt,
            minutes: quote.minutes,
            commissionBP: rate,
            commission: Commission.of(
                quote.amount,
                basisPoints: rate,
                minimum: policies[.commissionMinimumCents]
            ),
            freeHours: Int(policies[.cancelFreeHours]),
            lateFeeBP: Int(policies[.cancelLateBp]),
            freeUntil: quote.startAt - policies.duration(.cancelFreeHours),
            booking: booking.id,
            createdAt: tx.now
        )
        try award.insert(tx)
        return award
    }
}

/// A quote and the facts of its provider that an award needs, in one query.
private struct OfferedQuote: RowDecodable {
    let quote: Quote
    let worker: Worker

    init(_ row: inout Row) throws {
        quote = try Quote(&row)
        worker = try Worker(&row)
    }

    /// `not_found` also for a quote of another job.
    static func find(_ quote: ID<Quote>, on job: ID<Job>, _ tx: borrowing Tx) throws -> OfferedQuote {
        try tx.one(
            """
            SELECT \(Quote.columns), p.status, p.tier, r.zone, o.id AS resource, \(BookingResource.columns)
              FROM quote q JOIN provider p ON p.id = q.provider_id JOIN region r ON r.id = p.region_id
              LEFT JOIN booking_resource o ON o.account_id = p.account_id
             WHERE q.id = \(quote) AND q.job_id = \(job)
            """
        )
    }
}

private struct Worker: RowDecodable {
    let status: Provider.Status
    let tier: Tier
    /// The zone of the provider's region.
    let zone: Zone
    /// The provider's time; nil before anything was booked.
    let resource: BookingResource?

    init(_ row: inout Row) throws {
        status = try row.next()
        tier = try row.next()
        zone = try row.next()
        resource = try row.next(ID<BookingResource>?.self) == nil ? nil : BookingResource(&row)
    }
}

extension Job {
    fileprivate func awarded(_ award: Award, to account: ID<Account>) -> Job {
        var job = self
        job.provider = award.provider
        job.providerAccount = account
        job.award = award.id
        job.startAt = award.startAt
        job.minutes = award.minutes
        job.freeUntil = award.freeUntil
        return job
    }
}

extension Tier {
    fileprivate var commission: PolicyKey {
        switch self {
        case .bronze: .commissionBronzeBp
        case .silver: .commissionSilverBp
        case .gold: .commissionGoldBp
        case .pesp: .commissionPespBp
        }
    }
}
