import Kernel
import Platform
import Web

/// A quote, or its next revision.
struct NewQuote: Body {
    /// The items, instead of `amount_minor`; their amounts sum to the amount of the quote.
    var lines: [NewQuoteLine]?
    /// The whole amount in cents, as a single item instead of `lines`.
    var amountMinor: Price?
    /// Conditions, as the customer reads them; contact data are masked until the job is funded.
    var terms: Quote.Terms?
    /// When the work begins: within the job's window, and by default when it opens.
    var start: Instant?
    /// How long it takes; 120 by default.
    var minutes: Ranged<15, 10_080>?
    /// Until when the customer can accept; from an hour to 30 days ahead, never after the job's own end, seven days by default.
    var validUntil: Instant?
    /// Refused: the server calculates it.
    var commissionMinor: Computed?
    /// Refused: the server calculates it.
    var netMinor: Computed?
}

/// An item of a quote.
struct NewQuoteLine: Codable, Sendable {
    /// The purpose of the item.
    var text: Line<1, 200>
    /// In cents.
    var amountMinor: PositiveCents
}

/// A customer's refusal of a quote, or another amount to offer.
struct QuoteRejection: Body {
    /// The quote, of this job.
    var quoteId: ID<Quote>
    /// The revision that the customer has seen.
    var revision: Ranged<1, 1_000>
    /// The reason; the provider reads it.
    var reason: Reason?
    /// Makes it a counter instead of a refusal: the amount in cents that the customer would pay.
    var counterAmountMinor: Price?
}

/// A provider's confirmation of a quote for the job as it is now.
struct QuoteConfirmation: Body {
    /// The revision of the job that the provider has seen.
    var jobRevision: Ranged<1, 1_000_000>
}

/// The reason of a provider who takes a quote back or declines a job.
struct QuoteWithdrawal: Body {
    /// The reason; the customer reads it.
    var reason: Reason?
}

/// A valid quote, as it is stored.
struct QuoteOffer: Sendable {
    let lines: [QuoteRevision.Line]
    let amount: Int64
    let terms: Quote.Terms?
    let startAt: Instant
    let minutes: Int
    let validUntil: Instant
}

extension NewQuote {
    private static let most = 50

    /// Refused with all faults at once.
    func offer(for job: Job, within limits: QuoteLimits, at now: Instant) throws(Problem) -> QuoteOffer {
        let start = start ?? max(job.windowFrom, now)
        let faults =
            amountFaults + timeFaults(start, in: job, at: now)
            + limits.faults(of: validUntil, for: job, at: now)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return QuoteOffer(
            lines: items,
            amount: items.reduce(0) { $0 + $1.amountMinor },
            terms: terms,
            startAt: start,
            minutes: minutes?.value ?? 120,
            validUntil: validUntil ?? limits.usualEnd(for: job, at: now)
        )
    }

    private var items: [QuoteRevision.Line] {
        if let amountMinor { return [.init(text: "Whole job", amountMinor: Int64(amountMinor.value))] }
        return (lines ?? []).map { .init(text: $0.text.rawValue, amountMinor: Int64($0.amountMinor.value)) }
    }

    private var amountFaults: [Problem.Fault] {
        guard (lines == nil) != (amountMinor == nil) else {
            return [Problem.Fault(lines == nil ? "/amount_minor" : "/lines", .linesOrAmount)]
        }
        guard let lines else { return [] }
        guard (1...Self.most).contains(lines.count) else {
            return [Problem.Fault("/lines", Refusal(.outOfRange(1...Self.most)))]
        }
        let sum = lines.reduce(0) { $0 + $1.amountMinor.value }
        return Price(sum) == nil ? [Problem.Fault("/lines", .sumOutOfRange)] : []
    }

    private func timeFaults(_ start: Instant, in job: Job, at now: Instant) -> [Problem.Fault] {
        if start < now { return [Problem.Fault("/start", .inThePast)] }
        return (job.windowFrom..<job.windowUntil).contains(start)
            ? [] : [Problem.Fault("/start", .outsideWindow)]
    }
}
