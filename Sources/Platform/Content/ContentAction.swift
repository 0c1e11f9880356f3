enum ContentAction: String, AuditAction {
    case create = "content.create"
    case delete = "content.delete"
    case update = "content.update"
}
