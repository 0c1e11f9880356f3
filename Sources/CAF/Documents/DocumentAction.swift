import Platform

enum DocumentAction: String, AuditAction {
    case create = "document.create"
    case delete = "document.delete"
    case link = "document.link"
}
