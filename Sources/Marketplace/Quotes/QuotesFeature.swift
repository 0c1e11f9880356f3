import Kernel
import Platform
import Web

extension Feature {
    static let quotes = Feature(
        routes: QuoteRoutes.rows.tagged("Quotes"),
        migrations: Quote.migrations,
        lifecycles: [Quote.lifecycle.table(named: Quote.kind)],
        effects: Quote.effects,
        deadlines: Quote.deadlines,
        problems: [.notQuotable, .quoteNotLive, .quoteStale, .revisionMismatch],
        quotas: [.quotesAnHour],
        bounds: [
            Bound("POST /jobs/{id}/quote", .quotesAnHour),
            Bound("PUT /jobs/{id}/reject-quote", because: "moves an existing quote; each only some times"),
            Bound("PUT /jobs/{id}/withdraw-quote", because: "moves an existing quote of the caller"),
            Bound("PUT /jobs/{id}/reconfirm-quote", because: "moves an existing quote of the caller"),
        ],
        personalData: [Quote.personalData],
        templates: QuoteNotices.templates,
        audit: QuoteAction.self
    )
}
