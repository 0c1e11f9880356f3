import Kernel
import Platform

private let six = LocalTime(6, 0) ?? .midnight

extension Feature {
    /// The frozen figures of an organisation, which reveal nothing about any of its people.
    static let releases = Feature(
        routes: Releases.routes + ReportPolicies.routes + Adoption.routes,
        migrations: releaseMigrations,
        lifecycles: [Release.lifecycle.table(named: Release.kind)],
        jobs: [FreezeReleases.self, FreezeRelease.self, MakeReleaseFiles.self],
        schedules: [PerOrganization("releases.freeze", .monthly(1, six), FreezeReleases())],
        problems: [.releaseWithdrawn],
        personalData: [releaseMemberData],
        impersonalTables: [
            ImpersonalTable(
                "report_policy",
                "minimum numbers of people behind the figures of an organisation"
            ),
            ImpersonalTable("release_key", "sealed keys for the names in the releases of an organisation"),
            ImpersonalTable("release", "months of an organisation whose figures are frozen"),
            ImpersonalTable("release_cell", "frozen figures, none of which reveals anything about a person"),
            ImpersonalTable("release_file", "files with the figures of a release"),
        ],
        retention: [releaseRetention],
        templates: releaseTemplates,
        sealed: [ReleaseNames.column],
        audit: ReleaseAction.self
    )
}
