import Kernel
import Platform
import Store

/// The numbers that bound quotes, by the policies in force.
struct QuoteLimits: Sendable {
    /// The live quotes of a job.
    let quotes: Int
    let revisions: Int
    let counter: Duration
    let usual: Duration
    let shortest: Duration
    let longest: Duration

    static func at(_ now: Instant, _ tx: borrowing Tx) throws -> QuoteLimits {
        let policies = try Policies.at(now, tx)
        return QuoteLimits(
            quotes: Int(policies[.jobQuotesCount]),
            revisions: Int(policies[.quoteRevisionsCount]),
            counter: policies.duration(.quoteCounterHours),
            usual: policies.duration(.quoteValidityDays),
            shortest: policies.duration(.quoteValidityMinimumHours),
            longest: policies.duration(.quoteValidityMaximumDays)
        )
    }

    /// The usual end of a quote, never after the job's own.
    func usualEnd(for job: Job, at now: Instant) -> Instant {
        min(now + usual, latest(for: job, at: now))
    }

    /// An end that a provider may not choose; none for the usual one.
    func faults(of end: Instant?, for job: Job, at now: Instant) -> [Problem.Fault] {
        guard let end else { return [] }
        if end < now + shortest { return [Problem.Fault("/valid_until", .validTooShort)] }
        return end > latest(for: job, at: now) ? [Problem.Fault("/valid_until", .validTooLong)] : []
    }

    private func latest(for job: Job, at now: Instant) -> Instant {
        min(now + longest, job.editedAt + .days(job.terms.listingDays), job.windowUntil)
    }
}
