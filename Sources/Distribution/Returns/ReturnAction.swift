import Platform

/// The audited actions on returns.
enum ReturnAction: String, AuditAction {
    case salesOrderReturn = "sales_order.return"
}
