enum ReportAction: String, AuditAction {
    case export = "report.export"
}
