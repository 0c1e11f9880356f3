import Platform

/// The actions on visits in the audit log that are no moves.
enum VisitAction: String, AuditAction {
    case propose = "visit.propose"
}
