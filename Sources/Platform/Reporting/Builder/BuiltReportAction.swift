enum BuiltReportAction: String, AuditAction {
    case save = "report.save"
    case run = "report.run"
}
