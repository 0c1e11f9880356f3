import Kernel
import Store
import Web

/// A report as the file in an answer, within the scope of its route.
package struct ReportDownload: Sendable {
    let report: Report
    let query: Report.Query

    /// All rows as CSV, as of one moment; neither the rows nor a slow reader hold memory or a connection.
    package func csv(_ call: Call, hasMark: Bool = false) async throws -> PieceStream {
        let (site, context) = (call.site, call.reportContext)
        let written = try await call.db.read { tx in
            try report.write(
                CSV(),
                startingWith: hasMark ? CSV.byteOrderMark : [],
                query,
                context,
                ReportLayout(context, site),
                into: site.dependencies.files.spool.folder,
                tx
            )
        }
        let day = site.product.zone.civil(call.now).date
        return PieceStream("text/csv; charset=utf-8", fileName: "\(report.name)-\(day).csv") { take in
            try await written.scratch.forEachPiece(with: site.dependencies.files.threadPool, take)
        }
    }

    /// The rows for a PDF; nil when there are more than `most`.
    package func rows(
        atMost most: Int,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [ReportRow]? {
        var rows: [ReportRow] = []
        let sql: @Sendable (ReportContext) -> SQL = { context in
            "SELECT * FROM (\(query(context))) AS bounded LIMIT \(most + 1)"
        }
        try report.stream(sql, context, tx) { rows.append($0) }
        return rows.count > most ? nil : rows
    }
}

extension Report {
    /// The report with a filter that a route has read; refused with 422 when the filter is wrong.
    package func download(_ filter: some ReportFilter) throws -> ReportDownload {
        let given = try JSON.value(of: filter)
        return ReportDownload(report: self, query: try query(filteredBy: given, at: "query"))
    }
}

extension ReportLayout {
    package init(_ context: ReportContext, _ site: Site, groupsThousands: Bool = false) {
        self.init(
            languages: context.languages,
            zone: context.zone,
            currency: site.product.currency,
            groupsThousands: groupsThousands
        )
    }
}
