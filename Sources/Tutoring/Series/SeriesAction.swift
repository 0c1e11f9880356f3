import Platform

/// The actions on series in the audit log that are no moves.
enum SeriesAction: String, AuditAction {
    case create = "lesson_series.create"
    case read = "lesson_series.read"
}
