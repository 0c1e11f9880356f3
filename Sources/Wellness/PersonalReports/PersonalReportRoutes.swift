import Kernel
import Platform
import Store
import Web

/// The caller's own reports as files.
enum PersonalReportRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                       handler    needs
        Post  ("/reports",                  order,     .personalReport, "Order a personal report",
               details: "Made in the background: poll the report until it is ready. Its texts are in the language of the request.").upTo(bytes: 4_096)
        Get   ("/reports",                  list,      .personalReport, "List the caller's personal reports",
               details: "Latest first, for 90 days after their order.")
        Get   ("/reports/{id}",             show,      .personalReport, "Get a personal report",
               details: "Poll it until its state is `ready` or `failed`.")
        Get   ("/reports/{id}/download",    download,  .personalReport, "Download a personal report",
               details: "The file is kept encrypted and opened for this answer only.").refuses(.reportNotReady, .reportExpired)
        Delete("/reports/{id}",             delete,    .personalReport, "Delete a personal report",
               details: "In any state; a job that is making it drops the file.")
    }

    static func order(_ call: Call, body: NewPersonalReport) async throws -> Accepted<PersonalReportView> {
        let me = try call.account
        return try await call.db.write { tx in
            let today = try DiaryReading.today(of: me, at: call.site, tx)
            let order = try body.order(today: today, in: call.languages)
            try Quota.personalReports.consume(as: call, tx)
            let report = try PersonalReport.place(order, of: me, tx)
            try record(.order, report.id, call, tx)
            return Accepted(PersonalReportView(report, at: tx.now), at: "/reports/\(report.id)")
        }
    }

    static func list(_ call: Call, page: PageRequest) async throws -> Page<PersonalReportView> {
        let me = try call.account
        return try await call.db.read { tx in
            try PersonalReport.list(page, of: me, tx).map { PersonalReportView($0, at: tx.now) }
        }
    }

    static func show(_ call: Call, id: ID<PersonalReport>) async throws -> PersonalReportView {
        let me = try call.account
        return try await call.db.read { tx in
            PersonalReportView(try PersonalReport.find(id, of: me, tx), at: tx.now)
        }
    }

    static func download(_ call: Call, id: ID<PersonalReport>) async throws -> Download {
        let me = try call.account
        let (report, bytes) = try await call.db.write { tx in
            let report = try PersonalReport.find(id, of: me, tx)
            let bytes = try report.bytes(at: call.site, tx)
            try record(.download, id, call, tx)
            return (report, bytes)
        }
        return Download(
            report.order.format == .pdf ? "application/pdf" : "text/csv; charset=utf-8",
            fileName: report.fileName,
            size: bytes.count,
            tag: "\(id)"
        ) { range in Array(bytes[range]) }
    }

    static func delete(_ call: Call, id: ID<PersonalReport>) async throws -> NoContent {
        let me = try call.account
        return try await call.db.write { tx in
            try PersonalReport.find(id, of: me, tx).delete(tx)
            try record(.delete, id, call, tx)
            return NoContent()
        }
    }

    private static func record(
        _ action: PersonalReportAction,
        _ id: ID<PersonalReport>,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws {
        try Audit.record(action, of: PersonalReport.kind, id.cast(), by: call.actor, tx)
    }
}

extension PersonalReport {
    fileprivate var fileName: String {
        let dates = order.dates
        let name =
            order.kind == .weekly
            ? "weekly-\(ISOWeek(containing: dates.lowerBound))"
            : "diary-\(dates.lowerBound)-\(dates.upperBound)"
        return "\(name).\(order.format.rawValue)"
    }
}

/// The actions of personal reports in the audit log, because files leave the system; without dates and contents.
enum PersonalReportAction: String, AuditAction {
    case order = "personal_report.order"
    case download = "personal_report.download"
    case delete = "personal_report.delete"
}

extension Quota {
    static let personalReports = Quota(
        "wellness.reports_a_day",
        .personalReport,
        most: 10,
        .window(.hours(24)),
        counting: .uses,
        counted: ["en": "personal reports in 24 hours", "it": "report personali in 24 ore"],
        frees: inTime,
        because: "Enough for a weekly report and some spans in both formats; files are kept for seven days."
    )
}
