import Kernel
import Platform
import Store
import Web

/// Routes for the releases of an organisation.
enum Releases {
    static let routes = rows.tagged("Releases")
    private static let downloads = RateLimit("release-download", 60, per: .hours(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                                                       handler        needs
        Get  ("/organizations/{id}/reports/releases",                       list,          .releaseRead,     "List an organization's releases",
              details: "One a month, newest first, withdrawn ones included. Figures are frozen: they do not change when people join, leave or delete their accounts later.")
        Get  ("/organizations/{id}/reports/releases/{releaseId}",           show,          .releaseRead,     "Get a release",
              details: "All figures of the month, by unit. A figure is a value, a band or suppressed, so that nothing can be learned about a person from any combination of answers.").refuses(.releaseWithdrawn)
        Get  ("/organizations/{id}/reports/releases/{releaseId}/download",  download,      .releaseRead,     "Download a release",
              details: "The same figures as a file. It is made shortly after the freeze.").limited(downloads).refuses(.releaseWithdrawn, .reportNotReady)
        Post ("/organizations/{id}/reports/releases/{releaseId}/withdraw",  withdraw,      .releaseWithdraw, "Withdraw a release",
              details: "Hides its figures permanently; it is never made again. The administrators of the organisation are notified of the reason.").afresh.refuses(.illegalTransition, .stale)
        Get  ("/organizations/{id}/reports/participation",                  participation, .releaseRead,     "Get the participation of an organization",
              details: "The part of the members who contribute, for every unit, with the figure of the month before.").refuses(.releaseWithdrawn)
        Get  ("/organizations/{id}/reports/domains",                        domains,       .releaseRead,     "Get the domain figures of an organization",
              details: "The figures of the whole organisation for a month, or for a quarter: the mean of its months, of two at least.").refuses(.releaseWithdrawn)
        Get  ("/organizations/{id}/reports/departments",                    departments,   .releaseRead,     "Compare the departments of an organization",
              details: "The figures of every department for a month, or for a quarter: the mean of its months, of two at least.").refuses(.releaseWithdrawn)
    }

    static func list(_ call: Call, id: ID<Organization>, page: PageRequest) async throws -> Page<ReleaseView>
    {
        try await call.db.read { tx in
            _ = try Organization.find(id, within: call.scope, tx)
            let releases: Page<FrozenRelease> = try tx.page(
                page,
                "SELECT \(FrozenRelease.columns) FROM org_release_view v WHERE v.organization_id = \(id)",
                order: SortOrder(.descending("month", \.month))
            )
            return releases.map(ReleaseView.init)
        }
    }

    static func show(
        _ call: Call,
        id: ID<Organization>,
        releaseId: ID<Release>
    ) async throws -> Versioned<ReleaseDetail> {
        try await call.db.read { tx in
            let release = try FrozenRelease.find(releaseId, of: id, within: call.scope, tx).shown()
            let detail = ReleaseDetail(release, try ReleaseFigures.all(of: releaseId, tx))
            return Versioned(detail, version: release.version)
        }
    }

    static func withdraw(
        _ call: Call,
        id: ID<Organization>,
        releaseId: ID<Release>,
        match: IfMatch?,
        body: Withdrawal
    ) async throws -> Versioned<ReleaseView> {
        try await call.db.write { tx in
            let frozen = try FrozenRelease.find(releaseId, of: id, within: call.scope, tx)
            try match?.check(frozen.version)
            var release = try Release.find(releaseId, tx)
            release.reason = body.reason
            _ = try release.advanced(by: .withdraw, as: call, reason: body.reason.rawValue, tx)
            let withdrawn = try FrozenRelease.find(releaseId, of: id, within: call.scope, tx)
            return Versioned(ReleaseView(withdrawn), version: withdrawn.version)
        }
    }

    static func participation(
        _ call: Call,
        id: ID<Organization>,
        period: ReportMonth
    ) async throws -> ParticipationView {
        try await call.db.read { tx in
            let period = ReportPeriod(month: period.month)
            return ParticipationView(try of(id, period, call, ReleaseFigures.participation, tx))
        }
    }

    static func domains(
        _ call: Call,
        id: ID<Organization>,
        period: ReportPeriod
    ) async throws -> DomainReportView {
        try await call.db.read { tx in
            DomainReportView(try of(id, period, call, ReleaseFigures.scores, tx), in: call.languages)
        }
    }

    static func departments(
        _ call: Call,
        id: ID<Organization>,
        period: ReportPeriod
    ) async throws -> DepartmentReportView {
        try await call.db.read { tx in
            DepartmentReportView(try of(id, period, call, ReleaseFigures.scores, tx))
        }
    }

    private static func of(
        _ id: ID<Organization>,
        _ period: ReportPeriod,
        _ call: Call,
        _ reading: ReleasePeriod.Reading,
        _ tx: borrowing Tx
    ) throws -> ReleasePeriod {
        _ = try Organization.find(id, within: call.scope, tx)
        return try ReleasePeriod(period, of: id, reading: reading, tx)
    }
}

/// The withdrawal of a release.
struct Withdrawal: Body {
    /// The reason, which is sent to the administrators of the organisation.
    var reason: Release.Reason
}
