import Platform

enum CourseAction: String, AuditAction {
    case change = "course.change"
    case create = "course.create"
    case delete = "course.delete"
    case enrol = "course.enrol"
    case promote = "course.promote"
    case unenrol = "course.unenrol"
}
