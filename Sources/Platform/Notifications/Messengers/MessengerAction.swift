enum MessengerAction: String, AuditAction {
    case link = "messenger.link"
    case unlink = "messenger.unlink"
    case end = "messenger.end"
}
