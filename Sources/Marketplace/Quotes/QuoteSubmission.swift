import Kernel
import Platform
import Store

// The provider's moves: a quote, its revisions, confirmations and the way back.
extension Quote {
    /// The provider's quote for a job, or its next revision.
    static func submit(
        _ body: NewQuote,
        for job: Job,
        by provider: Provider,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Quote {
        try job.demandQuotable(by: provider, tx)
        let limits = try QuoteLimits.at(tx.now, tx)
        let offer = try body.offer(for: job, within: limits, at: tx.now)
        let old = try find(of: provider.id, on: job.id, tx)
        try limits.demandRoom(for: old, on: job, tx)
        let quote =
            try old?.revised(to: offer, for: job, within: limits, as: call, tx)
            ?? insert(offer, for: job, by: provider, as: call, tx)
        try quote.keepRevision(offer.lines, tx)
        _ = try job.advanced(by: old == nil ? .quote : .revise, as: call, tx)
        try ContactHits.add(offer.hits, by: provider.account, in: job.id, region: job.region, tx)
        return quote
    }

    /// Confirms a quote, with the amount it has, for the job as it is now.
    func reconfirmed(
        seeing revision: Int,
        of job: Job,
        by provider: Provider,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Quote {
        guard revision == job.revision else { throw staleness(of: job) }
        let limits = try QuoteLimits.at(tx.now, tx)
        var next = self
        next.jobRevision = job.revision
        if validUntil < tx.now + limits.shortest { next.validUntil = limits.usualEnd(for: job, at: tx.now) }
        let quote = try next.advanced(by: .reconfirm, as: call, tx)
        try job.demandQuotable(by: provider, tx)
        guard startAt > tx.now, (job.windowFrom..<job.windowUntil).contains(startAt) else {
            throw staleness(of: job)
        }
        try limits.demandRoom(for: self, on: job, tx)
        _ = try job.advanced(by: .reconfirm, as: call, tx)
        return quote
    }

    /// Takes the quote back; the job is open again when it was the last.
    func withdrawn(because reason: Reason?, as call: Call, _ tx: borrowing Tx) throws -> Quote {
        let quote = try advanced(by: .withdraw, as: call, reason: reason?.rawValue, tx)
        try Self.unquote(job, as: call, tx)
        return quote
    }

    /// Opens a quoted job again that has no quote left.
    static func unquote(_ id: ID<Job>, as call: Call, _ tx: borrowing Tx) throws {
        guard try !isAnyOpen(on: id, tx) else { return }
        let job = try Job.find(id, tx)
        guard job.status == .quoted else { return }
        _ = try job.advanced(by: .unquote, as: call.bySystem, tx)
    }

    func staleness(of job: Job) -> Problem {
        Problem(
            .quoteStale,
            extras: [
                "present": .string(status.rawValue), "job_revision": .integer(Int64(job.revision)),
                "quoted_revision": .integer(Int64(jobRevision)),
            ]
        )
    }

    private func revised(
        to offer: QuoteOffer,
        for job: Job,
        within limits: QuoteLimits,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Quote {
        var next = self
        next.n += 1
        next.jobRevision = job.revision
        (next.amount, next.terms) = (offer.amount, offer.terms)
        (next.startAt, next.minutes, next.validUntil) = (offer.startAt, offer.minutes, offer.validUntil)
        let quote = try next.advanced(by: .revise, as: call, fields: ["revision"], tx)
        guard next.n <= limits.revisions else { throw Problem.tooMany("revisions", limit: limits.revisions) }
        return quote
    }

    private static func insert(
        _ offer: QuoteOffer,
        for job: Job,
        by provider: Provider,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Quote {
        let quote = Quote(
            id: tx.newID(of: Quote.self),
            job: job.id,
            provider: provider.id,
            account: provider.account,
            n: 1,
            status: .live,
            jobRevision: job.revision,
            amount: offer.amount,
            startAt: offer.startAt,
            minutes: offer.minutes,
            validUntil: offer.validUntil,
            terms: offer.terms,
            createdAt: tx.now,
            version: 1
        )
        try tx.execute(
            """
            INSERT INTO quote (id, job_id, provider_id, account_id, n, state, job_revision, amount, start_at, end_at,
                               minutes, valid_until, terms, created_at, updated_at, version)
            VALUES (\(quote.id), \(quote.job), \(quote.provider), \(quote.account), 1, \(quote.status),
                    \(quote.jobRevision), \(quote.amount), \(quote.startAt), \(quote.endAt), \(quote.minutes),
                    \(quote.validUntil), \(quote.terms), \(tx.now), \(tx.now), 1)
            """
        )
        try Audit.record(QuoteAction.submit, of: kind, quote.id.cast(), by: call.actor, tx)
        try quote.setDeadlines(tx)
        return quote
    }
}

extension QuoteLimits {
    /// Refused with 409 when the job has as many live quotes as it may have, without this one.
    fileprivate func demandRoom(for quote: Quote?, on job: Job, _ tx: borrowing Tx) throws {
        let isCounted = quote.map { Quote.Status.counted.contains($0.status) } ?? false
        guard try isCounted || Quote.count(on: job.id, in: Quote.Status.counted, tx) < quotes else {
            throw Problem.tooMany("quotes", limit: quotes)
        }
    }
}

extension QuoteOffer {
    /// How many contact data its texts hide from the customer.
    fileprivate var hits: Int {
        let texts = lines.map(\.text) + [terms?.rawValue].compactMap(\.self)
        return texts.reduce(0) { $0 + Masking.mask($1).hits }
    }
}

/// The actions on quotes in the audit log that are no moves.
enum QuoteAction: String, AuditAction {
    case submit = "quote.submit"
}
