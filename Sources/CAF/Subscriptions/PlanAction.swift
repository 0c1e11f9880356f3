import Platform

enum PlanAction: String, AuditAction {
    case create = "subscription_plan.create"
    case update = "subscription_plan.update"
}
