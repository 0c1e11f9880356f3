import Platform

enum PersonAction: String, AuditAction {
    case profileChange = "tutoring.profile.change"
}
