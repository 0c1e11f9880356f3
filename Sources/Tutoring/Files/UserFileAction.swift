import Platform

/// The actions on files that the audit log keeps, besides the use of their addresses.
enum UserFileAction: String, AuditAction {
    case delete = "user_file.delete"
    case inspect = "user_file.inspect"
    case list = "user_file.list"
    case share = "user_file.share"
    case unshare = "user_file.unshare"
}
