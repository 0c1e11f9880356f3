import Platform

/// The audited actions on delivery zones.
enum ZoneAction: String, AuditAction {
    case add = "distribution.zone.add"
    case change = "distribution.zone.change"
    case delete = "distribution.zone.delete"
}
