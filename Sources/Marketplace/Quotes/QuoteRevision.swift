import Kernel
import Platform
import Store

/// One version of a quote as its provider sent it; rows are added and never changed.
struct QuoteRevision: Sendable {
    let quote: ID<Quote>
    let n: Int
    let lines: [Line]
    let amount: Int64
    let terms: Quote.Terms?
    let startAt: Instant
    let minutes: Int
    let validUntil: Instant
    let jobRevision: Int
    let createdAt: Instant

    /// One item of a quote.
    struct Line: Codable, Sendable {
        var text: String
        var amountMinor: Int64
    }
}

extension QuoteRevision: Record {
    static let columns: SQL =
        """
        r.quote_id, r.n, r.lines, r.amount, r.terms, r.start_at, r.minutes, r.valid_until, r.job_revision, r.created_at
        """

    init(_ row: inout Row) throws {
        quote = try row.next()
        n = try row.next()
        lines = try row.json()
        amount = try row.next()
        terms = try row.next()
        startAt = try row.next()
        minutes = try row.next()
        validUntil = try row.next()
        jobRevision = try row.next()
        createdAt = try row.next()
    }

    /// The revisions of these quotes, oldest first.
    static func list(of quotes: [ID<Quote>], _ tx: borrowing Tx) throws -> [ID<Quote>: [QuoteRevision]] {
        guard !quotes.isEmpty else { return [:] }
        let all: [QuoteRevision] = try tx.all(
            "SELECT \(columns) FROM quote_revision r WHERE r.quote_id \(in: quotes) ORDER BY r.quote_id, r.n"
        )
        return Dictionary(grouping: all, by: \.quote)
    }
}

extension Quote {
    /// Adds the present revision to the list.
    func keepRevision(_ lines: [QuoteRevision.Line], _ tx: borrowing Tx) throws {
        try tx.post(
            """
            INSERT INTO quote_revision (quote_id, n, lines, amount, terms, start_at, minutes, valid_until, job_revision,
                                        created_at)
            VALUES (\(id), \(n), \(json: lines), \(amount), \(terms), \(startAt), \(minutes), \(validUntil),
                    \(jobRevision), \(tx.now))
            """
        )
    }
}
