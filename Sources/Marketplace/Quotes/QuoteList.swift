import Kernel
import Platform
import Store
import Web

/// The filter and order of the quotes of a job.
struct QuoteFilter: Query {
    /// Only quotes in this state.
    var state: Quote.Status?
    /// The order; latest first by default.
    var sort: QuoteSort?
}

/// The order of the quotes of a job.
enum QuoteSort: String, Codable, CaseIterable, Sendable {
    /// By amount, lowest first.
    case amount
    /// By amount, highest first.
    case amountDescending = "-amount"
    /// By the score of the provider, lowest first.
    case score
    /// By the score of the provider, highest first; providers without ratings count as the site's mean.
    case scoreDescending = "-score"

    fileprivate var order: SortOrder<ListedQuote> {
        switch self {
        case .amount: SortOrder(.ascending("amount", \.quote.amount), .ascending("id", \.quote.id))
        case .amountDescending:
            SortOrder(.descending("amount", \.quote.amount), .descending("id", \.quote.id))
        case .score: SortOrder(.ascending("score", \.score), .ascending("id", \.quote.id))
        case .scoreDescending: SortOrder(.descending("score", \.score), .descending("id", \.quote.id))
        }
    }
}

/// A quote with the score of its provider, by which lists are sorted.
private struct ListedQuote: RowDecodable {
    let quote: Quote
    let score: Double

    static let newest = SortOrder<ListedQuote>(
        .descending("created_at", \.quote.createdAt),
        .descending("id", \.quote.id)
    )

    init(_ row: inout Row) throws {
        quote = try Quote(&row)
        score = try row.next()
    }
}

extension Quote {
    /// A page of the quotes of a job: all for its customer and for staff, a provider's own for the provider.
    static func list(
        _ filter: QuoteFilter,
        _ page: PageRequest,
        of job: Job,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Page<QuoteView> {
        let isProvider = call.scope.reach == .assigned && job.customer != call.actor.account
        let mean = try Ratings.siteMean(tx)
        let conditions: [SQL?] = [
            "q.job_id = \(job.id)",
            isProvider ? "q.account_id = \(try call.account)" : nil,
            filter.state.map { "q.state = \($0)" },
        ]
        let quotes = try tx.page(
            page,
            """
            SELECT \(columns), COALESCE(f.score, \(mean)) AS score
              FROM quote q LEFT JOIN provider_figures f ON f.provider_id = q.provider_id
             WHERE \(SQL.all(conditions.compactMap(\.self)))
            """,
            order: filter.sort?.order ?? ListedQuote.newest
        )
        let views = try QuoteView.list(quotes.data.map(\.quote), of: job, for: call, tx)
        return Page(views, next: quotes.next, total: quotes.total)
    }
}
