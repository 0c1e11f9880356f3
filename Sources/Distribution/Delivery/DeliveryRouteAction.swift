import Platform

/// The audited actions on delivery routes.
enum DeliveryRouteAction: String, AuditAction {
    case change = "delivery_route.change"
    case delete = "delivery_route.delete"
    case optimize = "delivery_route.optimize"
    case plan = "delivery_route.plan"
    case setOrders = "delivery_route.set_orders"
}
