import Kernel
import Platform
import Store
import Web

/// A provider's quote for a job.
struct QuoteView: View {
    var id: ID<Quote>
    /// The job that it would be the price of.
    var jobId: ID<Job>
    /// The provider, as others see it.
    var provider: ProviderCard
    /// Whether it can be accepted, and if not, why.
    var state: Quote.Status
    /// The number of the present revision; accepting and rejecting name it.
    var revision: Int
    /// The revision of the job that it answers.
    var jobRevision: Int
    /// The items; contact data in them are masked for the customer until the job is funded.
    var lines: [QuoteLineView]
    /// The whole amount, in cents.
    var amountMinor: Int64
    /// Conditions, masked in the same way; absent without any.
    var terms: String?
    /// When the work begins.
    var start: Instant
    /// How long it takes, in minutes.
    var minutes: Int
    /// Until when the customer can accept.
    var validUntil: Instant
    /// The amount in cents that the customer asked for; only while the quote is `countered`.
    var counterAmountMinor: Int64?
    /// When the state ends by itself; absent in states without an end.
    var expiresAt: Instant?
    /// The event at that time; absent in states without an end.
    var next: Quote.Event?
    /// All revisions, oldest first.
    var revisions: [QuoteRevisionView]
    /// When the provider made the first revision.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int
}

/// An item of a quote.
struct QuoteLineView: Codable, Sendable {
    /// The purpose of the item.
    var text: String
    /// In cents.
    var amountMinor: Int64
}

/// One revision of a quote, as its provider sent it.
struct QuoteRevisionView: Codable, Sendable {
    /// Its number, from 1.
    var revision: Int
    /// The revision of the job that it answered.
    var jobRevision: Int
    /// The items.
    var lines: [QuoteLineView]
    /// The whole amount, in cents.
    var amountMinor: Int64
    /// Conditions; absent without any.
    var terms: String?
    /// When the work begins.
    var start: Instant
    /// How long it takes, in minutes.
    var minutes: Int
    /// Until when the customer could accept it.
    var validUntil: Instant
    /// When the provider sent it.
    var createdAt: Instant
}

extension QuoteView {
    /// The views of quotes of one job, in their order.
    static func list(_ quotes: [Quote], of job: Job, for call: Call, _ tx: borrowing Tx) throws -> [QuoteView]
    {
        let revisions = try QuoteRevision.list(of: quotes.map(\.id), tx)
        let cards = try ProviderCard.of(quotes.map(\.provider), tx)
        return try quotes.map { quote in
            guard let card = cards[quote.provider] else { throw Problem(.notFound) }
            let reader = QuoteReader(of: quote, on: job, for: call)
            return QuoteView(quote, card, revisions[quote.id] ?? [], for: reader)
        }
    }

    static func of(_ quote: Quote, on job: Job, for call: Call, _ tx: borrowing Tx) throws -> QuoteView {
        guard let view = try list([quote], of: job, for: call, tx).first else { throw Problem(.notFound) }
        return view
    }

    private init(_ quote: Quote, _ card: ProviderCard, _ all: [QuoteRevision], for reader: QuoteReader) {
        id = quote.id
        jobId = quote.job
        provider = card
        state = quote.status
        revision = quote.n
        jobRevision = quote.jobRevision
        revisions = all.map { QuoteRevisionView($0, for: reader) }
        lines = revisions.last?.lines ?? []
        amountMinor = quote.amount
        terms = quote.terms.map { reader.shown($0.rawValue) }
        start = quote.startAt
        minutes = quote.minutes
        validUntil = quote.validUntil
        counterAmountMinor = quote.counter
        (expiresAt, next) = quote.timeOut
        createdAt = quote.createdAt
        version = quote.version
    }
}

extension QuoteRevisionView {
    fileprivate init(_ one: QuoteRevision, for reader: QuoteReader) {
        revision = one.n
        jobRevision = one.jobRevision
        lines = one.lines.map { QuoteLineView(text: reader.shown($0.text), amountMinor: $0.amountMinor) }
        amountMinor = one.amount
        terms = one.terms.map { reader.shown($0.rawValue) }
        start = one.startAt
        minutes = one.minutes
        validUntil = one.validUntil
        createdAt = one.createdAt
    }
}

/// How a caller reads the free texts of a quote.
private struct QuoteReader {
    let isMasked: Bool

    /// The customer reads contact data of the provider who was paid for, and of no other.
    init(of quote: Quote, on job: Job, for call: Call) {
        let isOther = call.actor.account == job.customer && call.actor.account != quote.account
        isMasked = isOther && !(job.isUnmasked && quote.status == .won)
    }

    func shown(_ text: String) -> String { isMasked ? Masking.mask(text).shown : text }
}

extension Quote {
    /// The end of the state by itself, with the event that ends it.
    fileprivate var timeOut: (Instant?, Event?) {
        guard Status.open.contains(status) else { return (nil, nil) }
        guard let counteredUntil, counteredUntil < validUntil else { return (validUntil, .expire) }
        return (counteredUntil, .uncounter)
    }
}
