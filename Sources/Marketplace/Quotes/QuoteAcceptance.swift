import Kernel
import Platform
import Store

// The customer's moves, and what the award of one quote means for the others.
extension Quote {
    /// Refused with 409 unless the customer can accept exactly this quote now.
    func demandAcceptable(revision: Int, amount: Int64, on job: Job, _ tx: borrowing Tx) throws {
        if status == .stale { throw staleness(of: job) }
        guard status == .live, validUntil > tx.now, startAt > tx.now else {
            throw Problem(
                .quoteNotLive,
                extras: [
                    "present": .string(status.rawValue), "action": .string(Event.award.rawValue),
                    "valid_until": .string(validUntil.description),
                    "start": .string(startAt.description),
                ]
            )
        }
        try demandRevision(revision, amount: amount)
        guard jobRevision == job.revision else { throw staleness(of: job) }
    }

    /// Refused with 409 when the caller has seen another revision, or another amount.
    func demandRevision(_ revision: Int, amount: Int64? = nil) throws(Problem) {
        guard revision == n, amount ?? self.amount == self.amount else {
            throw Problem(
                .revisionMismatch,
                extras: ["revision": .integer(Int64(n)), "amount_minor": .integer(self.amount)]
            )
        }
    }

    /// Awards the job to this quote; the others are outbid in the same transaction.
    ///
    /// The caller has taken the provider's time: their other quotes at that time go stale.
    func awarded(on job: Job, as call: Call, _ tx: borrowing Tx) throws -> Quote {
        let quote = try advanced(by: .award, as: call, tx)
        for other in try Self.list(on: job.id, in: Status.open, tx) {
            _ = try other.advanced(by: .outbid, as: call.bySystem, tx)
            try QuoteNotices.notify(.quoteOutbid, about: other, on: job, to: .provider, tx)
        }
        try Self.age(of: provider, during: startAt..<endAt, as: call, tx)
        return quote
    }

    /// Refuses the quote for good.
    func rejected(because reason: Reason?, as call: Call, _ tx: borrowing Tx) throws -> Quote {
        let quote = try advanced(by: .reject, as: call, reason: reason?.rawValue, tx)
        try Self.unquote(job, as: call, tx)
        return quote
    }

    /// Asks the provider for another amount.
    func countered(
        with amount: Price,
        because reason: Reason?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Quote {
        let limits = try QuoteLimits.at(tx.now, tx)
        var next = self
        next.counter = Int64(amount.value)
        next.counteredUntil = min(tx.now + limits.counter, validUntil)
        return try next.advanced(by: .counter, as: call, reason: reason?.rawValue, tx)
    }

    /// Makes the live quotes of a provider stale whose time overlaps one that was just taken.
    static func age(
        of provider: ID<Provider>,
        during span: Range<Instant>,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        let quotes: [Quote] = try tx.all(
            """
            SELECT \(columns) FROM quote q
             WHERE q.provider_id = \(provider) AND q.state \(in: Status.counted) AND q.start_at < \(span.upperBound)
               AND q.end_at > \(span.lowerBound) ORDER BY q.id
            """
        )
        for quote in quotes {
            _ = try quote.advanced(by: .age, as: call.bySystem, reason: "time_taken", tx)
            try QuoteNotices.notify(.quoteStale, about: quote, to: .both, tx)
        }
    }
}
