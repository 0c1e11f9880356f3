import Kernel
import Store
import Web

/// All reports, and everything that a report may name.
struct BuiltReportsView: View {
    /// The reports that are there from the start.
    var stock: [BuiltReportView]
    /// The newest 200 reports that administrators have saved, the newest first.
    var saved: [BuiltReportView]
    /// The datasets with the lists of their names.
    var datasets: [DatasetView]
}

/// A report.
struct BuiltReportView: View {
    /// The key by which a run is ordered, for stock and saved ones alike.
    var id: ID<BuiltReport>
    /// The name for people.
    var name: String
    /// The name of the dataset.
    var dataset: String
    /// The dimensions by which the rows are grouped.
    var dimensions: [String]
    /// The measures of each row.
    var measures: [String]
    /// The comparisons, all of which must hold.
    var filters: [ReportPlan.Filter]
    /// The column by which the rows are sorted, with `-` before it for descending order; absent for the dimensions.
    var sort: String?
    /// The account that saved it; absent for stock reports and erased accounts.
    var ownerId: ID<Account>?
    /// When it was saved; absent for stock reports.
    var createdAt: Instant?

    init(_ report: BuiltReport) {
        self.init(report.id, report.name, report.plan)
        ownerId = report.owner
        createdAt = report.createdAt
    }

    init(_ report: StockReport, in languages: [Language]) {
        self.init(report.id, report.title.text(in: languages), report.plan)
    }

    private init(_ id: ID<BuiltReport>, _ name: String, _ plan: ReportPlan) {
        self.id = id
        self.name = name
        dataset = plan.dataset
        dimensions = plan.dimensions
        measures = plan.measures
        filters = plan.filters
        sort = plan.sort
    }

    var plan: ReportPlan { ReportPlan(dataset, by: dimensions, measures, where: filters, sort: sort) }
}

/// A dataset with the lists of its names.
struct DatasetView: Codable, Sendable {
    /// The name in reports.
    var name: String
    /// The name for people, in the language of the request.
    var title: String
    /// The values by which rows are grouped and filtered.
    var dimensions: [Column]
    /// The numbers that are calculated.
    var measures: [Column]
    /// Further fields, for filters only.
    var fields: [Column]

    /// A name of a list.
    struct Column: Codable, Sendable {
        /// The name in reports.
        var name: String
        /// The name for people, in the language of the request.
        var title: String
        /// The kind and unit of the values.
        var kind: ReportColumn.Kind

        init(_ column: ReportColumn, in languages: [Language]) {
            name = column.key
            title = column.title.text(in: languages)
            kind = column.kind
        }
    }

    init(_ dataset: ReportDataset, in languages: [Language]) {
        name = dataset.key
        title = dataset.title.text(in: languages)
        dimensions = dataset.dimensions.map { Column($0.column, in: languages) }
        measures = dataset.measures.map { Column($0.column, in: languages) }
        fields = dataset.fields.map { Column($0.column, in: languages) }
    }
}

/// A run of a report.
struct ReportRunView: View {
    /// The key by which to ask whether the file is ready.
    var id: ID<ReportRun>
    /// Which of the stock or saved reports was ordered.
    var reportId: ID<BuiltReport>
    /// The name of the report at the time of the order.
    var name: String
    /// The format of the file.
    var format: ReportRun.Format
    /// How far the run is.
    var state: ReportRun.State
    /// Absent unless the run failed.
    var failure: ReportRun.Failure?
    /// The number of rows in the file; absent until it is ready.
    var rows: Int?
    /// Whether the report has more rows than the 10,000 in the file; absent until it is ready.
    var truncated: Bool?
    /// The time of the order.
    var createdAt: Instant
    /// Absent while the file is being made.
    var finishedAt: Instant?
    /// The end of the file, 24 hours after it is ready; absent until then.
    var expiresAt: Instant?
    /// An address that downloads the file until its end; absent before and after.
    var url: String?

    init(_ run: ReportRun, for call: Call, _ tx: borrowing Tx) throws {
        id = run.id
        reportId = run.report
        name = run.name
        format = run.format
        state = run.state
        failure = run.failure
        rows = run.rowCount
        truncated = run.state == .ready ? run.isTruncated : nil
        createdAt = run.createdAt
        finishedAt = run.finishedAt
        expiresAt = run.expiresAt
        guard let file = run.file, let end = run.expiresAt, end > tx.now else { return }
        url = try Files.link(to: file, by: call.actor, at: call.site, lasting: end - tx.now, tx).url
    }
}
