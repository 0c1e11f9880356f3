import Kernel
import Platform
import Store

// The consequences of moves of jobs and providers.
extension Quote {
    static let effects = [
        EffectHandler(.ageQuotes, of: Job.self) { job, call, tx in try age(on: job, as: call, tx) },
        EffectHandler(.winAward, of: Job.self) { job, call, tx in
            for quote in try list(on: job.id, in: [.awarded], tx) {
                _ = try quote.advanced(by: .win, as: call.bySystem, tx)
            }
        },
        EffectHandler(.lapseAward, of: Job.self) { job, call, tx in
            try lapse(on: job, as: call, tx)
            if !job.status.isOver { try restore(on: job, as: call, tx) }
        },
        EffectHandler(.endJob, of: Job.self) { job, call, tx in
            try lapse(on: job, as: call, tx)
            for quote in try list(on: job.id, in: Status.open, tx) {
                _ = try quote.advanced(by: .expire, as: call.bySystem, reason: "job_over", tx)
                try QuoteNotices.notify(.quoteExpired, about: quote, to: .provider, tx)
            }
        },
        EffectHandler(.leaveActive, of: Provider.self) { provider, call, tx in
            for quote in try list(of: provider.id, in: Status.open, tx) {
                _ = try quote.advanced(by: .drop, as: call.bySystem, reason: "provider_not_active", tx)
                try QuoteNotices.notify(.quoteWithdrawn, about: quote, to: .customer, tx)
                try unquote(quote.job, as: call, tx)
            }
        },
    ]

    /// Whether the lapse of the job's award leaves a quote that keeps it in the state `quoted`.
    static func isAnyLeft(afterLapseOf job: ID<Job>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM quote q
             WHERE q.job_id = \(job) AND (q.state \(in: Status.open) OR (\(isReturning(at: tx.now))))
            """
        )
    }

    /// Quotes for an earlier revision of the job go stale.
    private static func age(on job: Job, as call: Call, _ tx: borrowing Tx) throws {
        for quote in try list(on: job.id, in: Status.counted, tx) where quote.jobRevision < job.revision {
            _ = try quote.advanced(by: .age, as: call.bySystem, reason: "job_edited", tx)
            try QuoteNotices.notify(.quoteStale, about: quote, to: .provider, tx)
        }
    }

    /// The awarded quote lapses, or is withdrawn when its provider gave it up.
    private static func lapse(on job: Job, as call: Call, _ tx: borrowing Tx) throws {
        for quote in try list(on: job.id, in: [.awarded], tx) {
            let event: Event = call.actor.account == quote.account ? .giveUp : .lapse
            _ = try quote.advanced(by: event, as: call.bySystem, tx)
        }
    }

    /// The outbid quotes that are still valid return.
    private static func restore(on job: Job, as call: Call, _ tx: borrowing Tx) throws {
        let quotes: [Quote] = try tx.all(
            "SELECT \(columns) FROM quote q WHERE q.job_id = \(job.id) AND (\(isReturning(at: tx.now))) ORDER BY q.id"
        )
        for quote in quotes {
            let event: Event = try quote.isCurrent(for: job, tx) ? .restore : .restoreStale
            _ = try quote.advanced(by: event, as: call.bySystem, tx)
            try QuoteNotices.notify(.quoteReturned, about: quote, to: .provider, tx)
        }
    }

    private static func isReturning(at now: Instant) -> SQL {
        """
        q.state = 'outbid' AND q.valid_until > \(now)
        AND EXISTS (SELECT 1 FROM provider p WHERE p.id = q.provider_id AND p.status = 'active')
        """
    }

    /// Whether the customer could accept it as it is.
    private func isCurrent(for job: Job, _ tx: borrowing Tx) throws -> Bool {
        guard jobRevision == job.revision, startAt > tx.now else { return false }
        return try !tx.exists(
            """
            SELECT 1 FROM booking b JOIN booking_resource o ON o.id = b.resource_id
             WHERE o.account_id = \(account) AND b.is_active AND b.blocked_until > \(startAt) AND b.blocked_from < \(endAt)
            """
        )
    }
}
