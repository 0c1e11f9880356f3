import Platform

enum PackageAction: String, AuditAction {
    case create = "package.create"
    case change = "package.change"
}
