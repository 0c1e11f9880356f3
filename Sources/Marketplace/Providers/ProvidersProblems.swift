import Kernel

// swift-format-ignore
extension Problem.Code {
    static let alreadyProvider  = Self("already_provider", 409, ["en": "The account is a provider already, or was one."])
    static let otherRole        = Self("other_role", 409, ["en": "The account has another role now."])
    static let emailUnconfirmed = Self("email_unconfirmed", 409, ["en": "The e-mail address of the account has not been confirmed."])
    static let documentsMissing = Self("documents_missing", 409, ["en": "Mandatory documents are missing, not approved or expired."])
    static let documentExpired  = Self("document_expired", 409, ["en": "The document has expired."])
    static let jobsOutside      = Self("jobs_outside", 409, ["en": "Jobs that are not over lie outside the new area."])
}

// swift-format-ignore
extension Refusal {
    static let needsService    = Refusal("needs_service", ["en": "needs service_id"])
    static let placeOrRegion   = Refusal("place_or_region", ["en": "is required, or region_id instead; not both"])
    static let longerThan60    = Refusal("range_too_long", ["en": "is more than 60 days after the first day"])
}
