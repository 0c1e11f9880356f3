import Kernel
import Platform

enum DisputeNotices {
    static let templates: [NoticeTemplate] = [
        .disputeOpened, .disputeOpenedInRegion, .disputeAnswerDue, .disputeUnanswered, .disputeAnswered,
        .disputeDecided, .disputeAppealDue, .disputeAppealed, .disputeFinal, .disputeOverruled,
        .disputeHandedOver,
    ]
}

// swift-format-ignore
extension NoticeTemplate {
    static let disputeOpened         = JobNotice.template("dispute_opened", "Dispute about {{job}}", "A dispute about {{job}} was opened. You can answer within 72 hours.\n\n{{reason}}")
    static let disputeOpenedInRegion = JobNotice.template("dispute_opened_in_region", "New dispute about {{job}}", "A dispute about {{job}} was opened in your region.\n\n{{reason}}")
    static let disputeAnswerDue      = JobNotice.template("dispute_answer_due", "Answer the dispute about {{job}}", "The time to answer the dispute about {{job}} ends within a day.")
    static let disputeUnanswered     = JobNotice.template("dispute_unanswered", "Dispute about {{job}} not answered", "The dispute about {{job}} was not answered in time; it is decided without an answer.")
    static let disputeAnswered       = JobNotice.template("dispute_answered", "Dispute about {{job}} answered", "The dispute about {{job}} was answered and waits for its decision.")
    static let disputeDecided        = JobNotice.template("dispute_decided", "Dispute about {{job}} decided", "The dispute about {{job}} was decided. A decision of local managers can be appealed within 72 hours.\n\n{{reason}}")
    static let disputeAppealDue      = JobNotice.template("dispute_appeal_due", "The decision about {{job}} becomes final", "The decision about {{job}} becomes final within a day unless one side appeals.")
    static let disputeAppealed       = JobNotice.template("dispute_appealed", "Appeal in the dispute about {{job}}", "The decision about {{job}} was appealed; an administrator decides.")
    static let disputeFinal          = JobNotice.template("dispute_final", "Dispute about {{job}} settled", "The dispute about {{job}} is settled, and the money moves as decided.")
    static let disputeOverruled      = JobNotice.template("dispute_overruled", "Dispute about {{job}} ended", "The customer's bank has decided about the payment of {{job}}; the dispute has ended.")
    static let disputeHandedOver     = JobNotice.template("dispute_handed_over", "Dispute about {{job}} waits for you", "The dispute about {{job}} is still undecided; only administrators decide it now.")
}
