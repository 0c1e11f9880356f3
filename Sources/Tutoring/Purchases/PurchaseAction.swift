import Platform

enum PurchaseAction: String, AuditAction {
    case open = "purchase.open"
}
