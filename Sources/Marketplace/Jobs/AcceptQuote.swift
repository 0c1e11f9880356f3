import Kernel
import Platform
import Store

/// The acceptance of a quote: the award with its frozen terms, and the provider's time.
///
/// With few statements: a market's evening consists of little else.
struct AcceptQuote: Sendable {
    let choice: QuoteChoice
    let call: Call

    func run(on job: Job, _ tx: borrowing Tx) throws -> Job {
        let quote = try Quote.find(choice.quoteId, on: job.id, tx)
        // Told before anything about the quote: the job may be awarded already, which outbids this one.
        guard job.status == .quoted else { return try job.advanced(by: .accept, as: call, tx) }
        try quote.demandAcceptable(
            revision: choice.revision.value,
            amount: Int64(choice.amountMinor.value),
            on: job,
            tx
        )
        let worker = try Worker.find(quote.provider, tx)
        guard worker.status == .active else { throw Problem(.quoteNotLive) }
        let award = try award(quote, to: worker, on: job, tx)
        let next = try job.awarded(award, to: worker.account).advanced(by: .accept, as: call, tx)
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
                ?? .open(for: worker.account, in: worker.zone, keepsOfficeDays: false, tx),
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

/// The facts of a provider that an award needs, in one query.
private struct Worker: RowDecodable {
    let account: ID<Account>
    let status: Provider.Status
    let tier: Tier
    /// The zone of the provider's region.
    let zone: Zone
    /// The provider's time; nil before anything was booked.
    let resource: BookingResource?

    init(_ row: inout Row) throws {
        account = try row.next()
        status = try row.next()
        tier = try row.next()
        zone = try row.next()
        resource = try row.next(ID<BookingResource>?.self) == nil ? nil : BookingResource(&row)
    }

    static func find(_ provider: ID<Provider>, _ tx: borrowing Tx) throws -> Worker {
        try tx.one(
            """
            SELECT p.account_id, p.status, p.tier, r.zone, o.id AS resource, \(BookingResource.columns)
              FROM provider p JOIN region r ON r.id = p.region_id
              LEFT JOIN booking_resource o ON o.account_id = p.account_id
             WHERE p.id = \(provider)
            """
        )
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
