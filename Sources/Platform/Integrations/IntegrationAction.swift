enum IntegrationAction: String, AuditAction {
    case link = "integration.link"
    case broken = "integration.broken"
    case unlink = "integration.unlink"
    case chooseCalendars = "integration.choose_calendars"
    case shareOnDrive = "integration.share_on_drive"
}
