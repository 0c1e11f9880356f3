import Platform

/// The audited actions on releases, in addition to the transitions of their lifecycle.
enum ReleaseAction: String, AuditAction {
    case download = "release.download"
    case policyChange = "organization.report_policy"
}
