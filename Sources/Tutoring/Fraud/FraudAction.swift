import Platform

enum FraudAction: String, AuditAction {
    case raise = "tutoring.fraud.raise"
    case read = "tutoring.fraud.read"
}
