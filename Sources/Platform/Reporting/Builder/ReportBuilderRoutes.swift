import Kernel
import Store
import Web

/// Reports that administrators build, save and run.
enum ReportBuilderRoutes {
    private static let limit = RateLimit("report_run", 60, per: .hours(1))

    // swift-format-ignore
    static func routes(_ builder: ReportBuilder) -> [Route] {
        [
            Get ("/admin/reports",           { call in try await list(call, builder) },              builder.permission, "List reports", details: "The stock reports, the saved ones, and everything that a report may name."),
            Post("/admin/reports",           { call, body in try await save(call, body, builder) },  builder.permission, "Save a report", details: "Every name must be on the lists of the dataset.").idempotent.upTo(bytes: 65_536),
            Get ("/admin/reports/{id}",      { call, id in try await show(call, id: id, builder) },  builder.permission, "Get a report"),
            Post("/admin/reports/{id}/run",  { call, id, body in try await run(call, id: id, body: body, builder) }, builder.permission, "Run a report", details: "A job writes the file, with 10,000 rows at most; `GET /admin/reports/runs/{id}` has its address for 24 hours.").idempotent.limited(limit),
            Get ("/admin/reports/runs/{id}", showRun,                                                builder.permission, "Get a run of a report"),
        ].tagged("Reports")
    }

    @Sendable private static func list(
        _ call: Call,
        _ builder: ReportBuilder
    ) async throws -> BuiltReportsView {
        try await call.db.read { tx in
            BuiltReportsView(
                stock: builder.stock.map { BuiltReportView($0, in: call.languages) },
                saved: try BuiltReport.list(tx).map(BuiltReportView.init),
                datasets: builder.datasets.map { DatasetView($0, in: call.languages) }
            )
        }
    }

    @Sendable private static func save(
        _ call: Call,
        _ body: NewBuiltReport,
        _ builder: ReportBuilder
    ) async throws -> Created<BuiltReportView> {
        _ = try CheckedPlan(body.plan, among: builder.datasets)
        return try await call.db.write { tx in
            let saved = try BuiltReport.save(body.plan, named: body.name.rawValue, by: call.actor, tx)
            return Created(BuiltReportView(saved), at: "/admin/reports/\(saved.id)")
        }
    }

    @Sendable private static func show(
        _ call: Call,
        id: ID<BuiltReport>,
        _ builder: ReportBuilder
    ) async throws -> BuiltReportView {
        if let stock = builder.stock.first(where: { $0.id == id }) {
            return BuiltReportView(stock, in: call.languages)
        }
        return try await call.db.read { tx in BuiltReportView(try BuiltReport.find(id, tx)) }
    }

    @Sendable private static func run(
        _ call: Call,
        id: ID<BuiltReport>,
        body: ReportRunOrder,
        _ builder: ReportBuilder
    ) async throws -> Accepted<ReportRunView> {
        let view = try await call.db.write { tx in
            let stock = builder.stock.first { $0.id == id }
            let report =
                try stock.map { BuiltReportView($0, in: call.languages) }
                ?? BuiltReportView(BuiltReport.find(id, tx))
            _ = try CheckedPlan(report.plan, among: builder.datasets)
            let order = ReportRun.Order(
                report: id,
                name: report.name,
                plan: report.plan,
                format: body.format,
                language: call.languages.first ?? .english
            )
            return try ReportRunView(ReportRun.place(order, by: call.actor, tx), for: call, tx)
        }
        return Accepted(view, at: "/admin/reports/runs/\(view.id)")
    }

    @Sendable private static func showRun(_ call: Call, id: ID<ReportRun>) async throws -> ReportRunView {
        try await call.db.read { tx in try ReportRunView(ReportRun.find(id, tx), for: call, tx) }
    }
}

/// A report to be saved.
struct NewBuiltReport: Body {
    /// The name for people.
    var name: Line<1, 100>
    /// The name of a dataset, such as `lessons`.
    var dataset: Line<1, 40>
    /// Up to three dimensions of the dataset; the rows are grouped by them.
    var dimensions: [Line<1, 40>]
    /// One to five measures of the dataset.
    var measures: [Line<1, 40>]
    /// Up to ten comparisons, all of which must hold; none when absent.
    var filters: [ReportPlan.Filter]?
    /// A dimension or measure of the report, with `-` before it for descending order; by the dimensions when absent.
    var sort: Line<1, 41>?

    var plan: ReportPlan {
        ReportPlan(
            dataset.rawValue,
            by: dimensions.map(\.rawValue),
            measures.map(\.rawValue),
            where: filters ?? [],
            sort: sort?.rawValue
        )
    }
}

/// The order of a report's file.
struct ReportRunOrder: Body {
    /// The format of the file.
    var format: ReportRun.Format
}
