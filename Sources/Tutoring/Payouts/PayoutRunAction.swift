import Platform

enum PayoutRunAction: String, AuditAction {
    case begin = "payout_run.begin"
    case reverse = "payout.reverse"
    case account = "payout_account.open"
}
