import Platform

enum SettlementAction: String, AuditAction {
    case close = "settlement.close"
}
