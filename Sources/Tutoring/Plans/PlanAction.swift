import Platform

enum PlanAction: String, AuditAction {
    case create = "plan.create"
    case change = "plan.change"
}
