import Platform

/// The audited actions on orders.
enum OrderAction: String, AuditAction {
    case place = "sales_order.place"
}
