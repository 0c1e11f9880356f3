import Platform

/// The actions on lessons in the audit log that are no moves.
enum LessonAction: String, AuditAction {
    case hold = "lesson.hold"
    case read = "lesson.read"
    case setHours = "lesson.hours.set"
    case addException = "lesson.hours_exception.add"
    case removeException = "lesson.hours_exception.remove"
}
