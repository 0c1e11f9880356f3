enum FileAction: String, AuditAction {
    case download = "file.download"
    case infected = "file.infected"
    case keep = "file.keep"
    case view = "file.view"
}
