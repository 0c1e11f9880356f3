import Kernel

// swift-format-ignore
extension Problem.Code {
    static let notQuotable      = Self("not_quotable", 409, ["en": "The job cannot be quoted by this provider now."])
    static let quoteNotLive     = Self("quote_not_live", 409, ["en": "The quote can no longer be accepted."])
    static let quoteStale       = Self("quote_stale", 409, ["en": "The job has changed since the quote was made; the provider must confirm it again."])
    static let revisionMismatch = Self("revision_mismatch", 409, ["en": "The quote has another revision or amount now."])
}

// swift-format-ignore
extension Refusal {
    static let linesOrAmount   = Refusal("lines_or_amount", ["en": "is required: either lines or one amount, not both"])
    static let outsideWindow   = Refusal("outside_window", ["en": "is not within the window of the job"])
    static let validTooShort   = Refusal("valid_too_short", ["en": "is less than an hour away"])
    static let validTooLong    = Refusal("valid_too_long", ["en": "is more than 30 days away, or after the job's own end"])
    static let sumOutOfRange   = Refusal("sum_out_of_range", ["en": "has a sum that is outside the limits of a quote"])
    static let onlyForCustomer = Refusal("only_for_customer", ["en": "is only for the customer of the job"])
}
