import Platform

enum WishAction: String, AuditAction {
    case notifyMeNotify = "distribution.notify_me.notify"
}
