import Platform

/// The actions on reviews in the audit log.
enum TutoringReviewAction: String, AuditAction {
    case write = "review.write"
    case hide = "review.hide"
    case show = "review.show"
}
