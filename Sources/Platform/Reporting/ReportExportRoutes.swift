import Kernel
import Store
import Web

/// Reports as files: created by a job, downloaded by a signed link.
enum ReportExportRoutes {
    private static let limit = RateLimit("report_export", 60, per: .hours(1))

    // swift-format-ignore
    static var routes: [Route] {
        [
            Post("/admin/reports/export",       order, .reportsRead, "Create a report export", details: "A job writes the report to a CSV or PDF file, which is kept for 24 hours.").idempotent.limited(limit),
            Get ("/admin/reports/exports",      list,  .reportsRead, "List the caller's report exports", details: "Newest first."),
            Get ("/admin/reports/exports/{id}", show,  .reportsRead, "Get a report export", details: "Once the file is ready, each answer contains a new download link."),
        ]
    }

    static func order(_ call: Call, body: NewReportExport) async throws -> Accepted<ReportExportView> {
        let report = try body.check(for: call)
        let form = body.orderForm(in: call.languages)
        let view = try await call.db.write { tx in
            try Quota.reportExports.consume(as: call, tx)
            return try ReportExportView(
                ReportExport.place(form, for: report, by: call.actor, tx),
                for: call,
                tx
            )
        }
        return Accepted(view, at: "/admin/reports/exports/\(view.id)")
    }

    static func list(_ call: Call, page: PageRequest) async throws -> Page<ReportExportView> {
        let me = try call.account
        return try await call.db.read { tx in
            let exports = try ReportExport.list(page, of: me, tx)
            return try Page(
                exports.data.map { try ReportExportView($0, for: call, tx) },
                next: exports.next,
                total: exports.total
            )
        }
    }

    static func show(_ call: Call, id: ID<ReportExport>) async throws -> ReportExportView {
        let me = try call.account
        return try await call.db.read { tx in
            try ReportExportView(ReportExport.find(id, of: me, tx), for: call, tx)
        }
    }
}

/// A report export to be created.
struct NewReportExport: Body {
    /// The name of a report, such as `requests-by-service`.
    var report: Line<1, 100>
    /// The file format.
    var format: ReportExport.Format
    /// An object with the report's filters by name, as in the query of its rows; no filter by default.
    var filters: JSONValue?
    /// The language of titles and codes; by default that of the request.
    var language: Language?
    /// For CSV only: the separator, `comma` by default.
    var delimiter: CSV.Delimiter?
    /// For CSV only: whether the file begins with a byte order mark, by which Excel recognises UTF-8; false by default.
    var byteOrderMark: Bool?
}

extension NewReportExport {
    /// The report, if the caller may read it and the members fit it.
    func check(for call: Call) throws -> Report {
        guard let found = call.site.product.report(report.rawValue, for: call) else {
            let known = call.site.product.reports(for: call)
            throw Problem(
                .invalid,
                faults: [Problem.Fault("/report", .noSuchReport)],
                extras: ["reports": .array(known.map { .string($0.name) })]
            )
        }
        _ = try found.query(filteredBy: filters ?? [:], at: "/filters")
        let strangers = [("/delimiter", delimiter == nil), ("/byte_order_mark", byteOrderMark == nil)]
            .filter { format != .csv && !$0.1 }
        guard strangers.isEmpty else {
            throw Problem(.invalid, faults: strangers.map { Problem.Fault($0.0, .onlyForCSV) })
        }
        return found
    }

    func orderForm(in languages: [Language]) -> ReportExport.OrderForm {
        ReportExport.OrderForm(
            format: format,
            filters: filters ?? [:],
            language: language ?? languages.first ?? .english,
            delimiter: delimiter ?? .comma,
            byteOrderMark: byteOrderMark ?? false
        )
    }
}

/// An export of a report, as its owner sees it.
struct ReportExportView: View {
    var id: ID<ReportExport>
    /// The name of the report, such as `requests-by-service`.
    var report: String
    /// The file format.
    var format: ReportExport.Format
    /// Whether the file is ready.
    var state: ReportExport.State
    /// Absent unless the export failed.
    var failure: ReportExport.Failure?
    /// The number of rows in the file, kept after its end; absent until the file is ready.
    var rowCount: Int?
    /// The time at which the export was requested.
    var createdAt: Instant
    /// Absent while the file is being made.
    var finishedAt: Instant?
    /// The end of the file, 24 hours after it is ready; absent until then.
    var expiresAt: Instant?
    /// A fresh link to the file, valid for at most five minutes; absent while there is no file.
    var download: SignedLink?

    init(_ export: ReportExport, for call: Call, _ tx: borrowing Tx) throws {
        id = export.id
        report = export.report
        format = export.order.format
        failure = export.failure
        rowCount = export.rowCount
        createdAt = export.createdAt
        finishedAt = export.finishedAt
        expiresAt = export.expiresAt
        let isOver = export.expiresAt.map { $0 <= tx.now } ?? false
        state = isOver ? .expired : export.state
        guard !isOver, let file = export.file else { return }
        let left = export.expiresAt.map { $0 - tx.now } ?? .zero
        let lasting = min(Files.linkLifetime, left)
        download = try Files.link(to: file, by: call.actor, at: call.site, lasting: lasting, tx)
    }
}
