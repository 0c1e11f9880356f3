import Platform

/// The audited actions on settlements.
enum SettlementAction: String, AuditAction {
    case close = "settlement.close"
}
