import Kernel
import Platform
import Store
import Web

/// The quotes of a job: the provider's moves, the customer's, and the list.
enum QuoteRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                         handler    needs
        Post ("/jobs/{id}/quote",           submit,    .jobQuote,   "Quote a job",
              details: "The first quote of the provider, or the next revision of the existing one. Needs an active provider that offers the service and reaches the place; a directed job is quoted by its provider only.").idempotent.refuses(.notQuotable, .tooMany, .illegalTransition)
        Get  ("/jobs/{id}/quotes",          list,      .jobRead,    "List the quotes of a job",
              details: "Customers and staff see all, providers their own.")
        Put  ("/jobs/{id}/reject-quote",    reject,    .jobPost,    "Reject or counter a quote",
              details: "A rejection is final. With `counter_amount_minor` it is a counter-offer, which the provider can answer for 48 hours.").refuses(.illegalTransition, .revisionMismatch, .stale)
        Put  ("/jobs/{id}/withdraw-quote",  withdraw,  .jobQuote,   "Withdraw a quote",
              details: "An accepted quote is not withdrawn: cancel the job.").refuses(.illegalTransition, .stale)
        Put  ("/jobs/{id}/reconfirm-quote", reconfirm, .jobQuote,   "Confirm a quote again",
              details: "With the same amount, for the job as it is now.").refuses(.illegalTransition, .quoteStale, .notQuotable, .tooMany, .stale)
    }

    static func submit(_ call: Call, id: ID<Job>, body: NewQuote) async throws -> Created<QuoteView> {
        try await call.db.write { tx in
            let job = try Job.find(id, within: call.scope, tx)
            let provider = try Provider.own(call, tx)
            try Quota.quotesAnHour.consume(as: call, tx)
            let quote = try Quote.submit(body, for: job, by: provider, as: call, tx)
            let template: NoticeTemplate = quote.n == 1 ? .quoteReceived : .quoteRevised
            try QuoteNotices.notify(template, about: quote, to: .customer, tx)
            let view = try QuoteView.of(quote, on: job, for: call, tx)
            return Created(view, at: "/jobs/\(id)/quotes", version: quote.version)
        }
    }

    static func list(
        _ call: Call,
        id: ID<Job>,
        filter: QuoteFilter,
        page: PageRequest
    ) async throws -> Page<QuoteView> {
        try await call.db.read { tx in
            let job = try Job.find(id, within: call.scope, tx)
            return try Quote.list(filter, page, of: job, for: call, tx)
        }
    }

    static func reject(
        _ call: Call,
        id: ID<Job>,
        match: IfMatch?,
        body: QuoteRejection
    ) async throws -> Versioned<QuoteView> {
        try await call.db.write { tx in
            let job = try Job.find(id, within: call.scope, tx)
            let found = try Quote.find(body.quoteId, on: id, tx)
            try match?.check(found.version)
            try found.demandRevision(body.revision.value)
            let (quote, template): (Quote, NoticeTemplate) =
                if let counter = body.counterAmountMinor {
                    (try found.countered(with: counter, because: body.reason, as: call, tx), .quoteCountered)
                } else {
                    (try found.rejected(because: body.reason, as: call, tx), .quoteRejected)
                }
            try QuoteNotices.notify(template, about: quote, to: .provider, because: body.reason?.rawValue, tx)
            return try versioned(quote, on: job, for: call, tx)
        }
    }

    static func withdraw(
        _ call: Call,
        id: ID<Job>,
        match: IfMatch?,
        body: QuoteWithdrawal?
    ) async throws -> Versioned<QuoteView> {
        try await call.db.write { tx in
            let (job, _, found) = try own(id, call, tx)
            try match?.check(found.version)
            let quote = try found.withdrawn(because: body?.reason, as: call, tx)
            try QuoteNotices.notify(
                .quoteWithdrawn,
                about: quote,
                to: .customer,
                because: body?.reason?.rawValue,
                tx
            )
            return try versioned(quote, on: job, for: call, tx)
        }
    }

    static func reconfirm(
        _ call: Call,
        id: ID<Job>,
        match: IfMatch?,
        body: QuoteConfirmation
    ) async throws -> Versioned<QuoteView> {
        try await call.db.write { tx in
            let (job, provider, found) = try own(id, call, tx)
            try match?.check(found.version)
            let quote = try found.reconfirmed(
                seeing: body.jobRevision.value,
                of: job,
                by: provider,
                as: call,
                tx
            )
            try QuoteNotices.notify(.quoteConfirmed, about: quote, to: .customer, tx)
            return try versioned(quote, on: job, for: call, tx)
        }
    }

    /// The caller's own quote of a job; unknown when there is none.
    private static func own(
        _ id: ID<Job>,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> (Job, Provider, Quote) {
        let job = try Job.find(id, within: call.scope, tx)
        let provider = try Provider.own(call, tx)
        guard let quote = try Quote.find(of: provider.id, on: id, tx) else { throw Problem(.notFound) }
        return (job, provider, quote)
    }

    private static func versioned(
        _ quote: Quote,
        on job: Job,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<QuoteView> {
        Versioned(try QuoteView.of(quote, on: job, for: call, tx), version: quote.version)
    }
}

extension Quota {
    static let quotesAnHour = Quota(
        "marketplace.quotes_an_hour",
        .jobQuote,
        most: 60,
        .window(.hours(1)),
        counting: .uses,
        counted: ["en": "quotes in an hour"],
        frees: inTime,
        because: "A provider answers jobs one by one; more are a program's."
    )
}
