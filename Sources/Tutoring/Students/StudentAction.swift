import Platform

enum StudentAction: String, AuditAction {
    case open = "tutoring.student.open"
    case change = "tutoring.student.change"
}
