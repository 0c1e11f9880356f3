enum JobAction: String, AuditAction {
    case cancel = "job.cancel"
    case retry = "job.retry"
}
