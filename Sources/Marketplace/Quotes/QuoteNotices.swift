import Kernel
import Platform
import Store

/// The notices about quotes, each to the side that did not make the move.
enum QuoteNotices {
    /// The recipients of a notice about a quote.
    enum Audience: Sendable {
        case customer, provider, both
    }

    static func notify(
        _ template: NoticeTemplate,
        about quote: Quote,
        on known: Job? = nil,
        to audience: Audience,
        because reason: String? = nil,
        _ tx: borrowing Tx
    ) throws {
        let job = try known ?? Job.find(quote.job, tx)
        let accounts: [ID<Account>] =
            switch audience {
            case .customer: [job.customer]
            case .provider: [quote.account]
            case .both: [job.customer, quote.account]
            }
        try JobNotice.notify(template, accounts, about: job, because: reason, tx)
    }

    static let templates: [NoticeTemplate] = [
        .quoteReceived, .quoteRevised, .quoteConfirmed, .quoteWithdrawn, .quoteCountered, .quoteRejected,
        .quoteStale,
        .quoteOutbid, .quoteReturned, .quoteExpired, .quoteEnds, .counterOver,
    ]
}

// swift-format-ignore
extension NoticeTemplate {
    static let quoteReceived  = JobNotice.template("quote_received", "New quote for {{job}}", "There is a new quote for your job {{job}}.")
    static let quoteRevised   = JobNotice.template("quote_revised", "Changed quote for {{job}}", "A quote for your job {{job}} has changed. Look at its present revision before you accept it.")
    static let quoteConfirmed = JobNotice.template("quote_confirmed", "Quote for {{job}} confirmed", "A quote was confirmed for your job {{job}} as it is now.")
    static let quoteWithdrawn = JobNotice.template("quote_withdrawn", "Quote for {{job}} withdrawn", "A quote for your job {{job}} was withdrawn.\n\n{{reason}}")
    static let quoteCountered = JobNotice.template("quote_countered", "Counter-offer for {{job}}", "The customer of {{job}} asks for another amount. Confirm your quote, revise it, or withdraw it.\n\n{{reason}}")
    static let quoteRejected  = JobNotice.template("quote_rejected", "Quote for {{job}} declined", "The customer declined your quote for {{job}}.\n\n{{reason}}")
    static let quoteStale     = JobNotice.template("quote_stale", "Quote for {{job}} must be confirmed", "The job {{job}} was edited, or the time of the quote is taken. The provider can confirm or revise the quote.")
    static let quoteOutbid    = JobNotice.template("quote_outbid", "Another quote for {{job}} was accepted", "The customer of {{job}} accepted another quote. Yours returns if that one is not paid for.")
    static let quoteReturned  = JobNotice.template("quote_returned", "Your quote for {{job}} is back", "The accepted quote for {{job}} lapsed, so yours counts again.")
    static let quoteExpired   = JobNotice.template("quote_expired", "Quote for {{job}} expired", "A quote for {{job}} has expired.")
    static let quoteEnds      = JobNotice.template("quote_ends", "Quote for {{job}} expires tomorrow", "A quote for {{job}} expires within a day.")
    static let counterOver    = JobNotice.template("counter_over", "Counter-offer for {{job}} expired", "The counter-offer for {{job}} was not answered in time. The quote is as it was.")
}

extension Quote {
    /// Reminds the side that can prevent the end: the customer accepts, the provider confirms or revises.
    func remindOfEnd(_ tx: borrowing Tx) throws {
        try QuoteNotices.notify(.quoteEnds, about: self, to: status == .live ? .customer : .provider, tx)
    }
}
