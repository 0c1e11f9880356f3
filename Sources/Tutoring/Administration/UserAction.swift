import Platform

enum UserAction: String, AuditAction {
    case read = "tutoring.user.read"
    case readActivity = "tutoring.user.read_activity"
    case activate = "tutoring.user.activate"
    case deactivate = "tutoring.user.deactivate"
}
