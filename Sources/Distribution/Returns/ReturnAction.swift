import Platform

enum ReturnAction: String, AuditAction {
    case salesOrderReturn = "sales_order.return"
}
