import Platform

enum MemberAction: String, AuditAction {
    case adminAssignZones = "distribution.admin.assign_zones"
    case userChange = "distribution.user.change"
}
