enum PayoutAction: String, AuditAction {
    case open = "payout.open"
}
