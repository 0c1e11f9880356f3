import Platform

enum PlanAction: String, AuditAction {
    case create = "subscription_plan.create"
    case update = "subscription_plan.update"
    case grant = "subscription.grant"
    case extendGrant = "subscription.grant_extend"
    case revokeGrant = "subscription.grant_revoke"
}
