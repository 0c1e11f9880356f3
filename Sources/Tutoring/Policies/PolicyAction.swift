import Platform

enum PolicyAction: String, AuditAction {
    case set = "tutoring.policy.set"
}
