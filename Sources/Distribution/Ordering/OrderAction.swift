import Platform

enum OrderAction: String, AuditAction {
    case place = "sales_order.place"
}
