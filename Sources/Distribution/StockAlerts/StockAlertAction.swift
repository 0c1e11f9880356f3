import Platform

enum StockAlertAction: String, AuditAction {
    case notifyMeNotify = "distribution.notify_me.notify"
}
