import Kernel
import Store

extension Feature {
    static let audit = Feature(
        routes: AuditRoutes.routes,
        migrations: Audit.migrations,
        jobs: [SealAudit.self, AnchorAudit.self],
        schedules: [
            Every("audit.seal", .seconds(10), SealAudit()),
            Daily("audit.anchor", at: "02:30", in: .utc, AnchorAudit()),
        ],
        administration: [.auditRead],
        personalData: [Audit.activityData],
        impersonalTables: [
            ImpersonalTable("audit_beginning", "a hash"),
            ImpersonalTable("audit_link", "hashes"),
        ],
        retention: [Audit.addressRetention]
    )
}
