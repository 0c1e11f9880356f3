import Kernel
import Store
import Web

/// The list of reports, and their rows as JSON.
enum ReportRoutes {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get("/admin/reports",               list, .reportsRead, "List reports", details: "The reports that the caller may read, with their columns and filters."),
            Get("/admin/reports/{report}/rows", rows, .reportsRead, "List a report's rows", details: "The filters of the report are query parameters. Other parameters are refused.").within(.minutes(2)),
        ]
    }

    static func list(_ call: Call) async throws -> Listing<ReportView> {
        Listing(call.site.product.reports(for: call).map { ReportView($0, in: call.languages) })
    }

    static func rows(
        _ call: Call,
        name: ReportName,
        sort: ReportSort,
        page: PageRequest,
        given: OpenQuery
    ) async throws -> Page<ReportRowView> {
        guard let report = call.site.product.report(name.text, for: call) else { throw Problem(.notFound) }
        let filters = try report.filters(given)
        let query = try report.query(filteredBy: filters, at: "query")
        let first = try report.order(named: sort.sort)
        let context = call.context(of: report)
        return try await call.db.read { tx in
            try report.page(query, context, sortedBy: first, page, tx).map { ReportRowView($0, of: report) }
        }
    }
}

/// The order of a report's rows.
struct ReportSort: Query {
    /// A column's name, with `-` before it for descending order; by default the report's own order.
    var sort: Line<1, 100>?
}

/// The name of a report in a path.
struct ReportName: PathValue {
    let text: String

    static let pathSchema = Schema.text(TextRule(length: 1...100, example: "requests-by-service"))

    static func read(_ segment: String) -> Self? {
        segment.utf8.count <= 100 ? Self(text: segment) : nil
    }
}

extension Call {
    /// The context of a report with a route of its own.
    package var reportContext: ReportContext {
        ReportContext(
            scope: scope,
            zone: site.product.zone,
            now: now,
            languages: languages + site.product.languages
        )
    }

    func context(of report: Report) -> ReportContext {
        ReportContext(
            scope: scope(of: report.permission),
            zone: site.product.zone,
            now: now,
            languages: languages + site.product.languages
        )
    }
}

extension Report {
    /// The filters in the query; parameters other than filters and paging are refused.
    fileprivate func filters(_ given: OpenQuery) throws -> JSONValue {
        let known = Set(filters.properties.map(\.name)).union(["sort", "limit", "cursor", "page"])
        let unknown = given.values.map(\.name).filter { !known.contains($0) }
        guard unknown.isEmpty else {
            throw Problem(
                .invalid,
                faults: Set(unknown).sorted().map { Problem.Fault("query/\($0)", Refusal(.unknownMember)) }
            )
        }
        return try filters.members { name in given.values.filter { $0.name == name }.map(\.value) }
    }

    fileprivate func order(named text: Line<1, 100>?) throws -> ReportOrder? {
        guard let text else { return nil }
        let isDescending = text.rawValue.hasPrefix("-")
        let column = String(text.rawValue.dropFirst(isDescending ? 1 : 0))
        guard columns.contains(where: { $0.key == column }) else {
            throw Problem(.invalid, faults: [Problem.Fault("query/sort", .noSuchColumn)])
        }
        return ReportOrder(column: column, isDescending: isDescending)
    }
}

/// A report that the caller may read.
struct ReportView: View {
    /// The key in paths and exports, such as `requests-by-service`.
    var name: String
    /// The name for people, in the language of the request.
    var title: String
    /// In the order of the file.
    var columns: [Column]
    /// The names of the filters, which are query parameters of the rows.
    var filters: [String]

    /// A column of a report.
    struct Column: Codable, Sendable {
        /// The member's name in a row, also for sorting.
        var name: String
        /// The heading for people, in the language of the request.
        var title: String
        /// The kind and unit of the values.
        var kind: ReportColumn.Kind
    }

    init(_ report: Report, in languages: [Language]) {
        name = report.name
        title = report.title.text(in: languages)
        columns = report.columns.map {
            Column(name: $0.key, title: $0.title.text(in: languages), kind: $0.kind)
        }
        filters = report.filters.properties.map(\.name)
    }
}

/// A row of a report: an object with the values by column name.
struct ReportRowView: View {
    private let members: JSONValue

    init(_ row: ReportRow, of report: Report) {
        var object = JSONObject()
        for (column, value) in zip(report.columns, row.values) { object[column.key] = column.json(value) }
        members = .object(object)
    }

    init(from decoder: any Decoder) throws {
        members = try JSONValue(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        try members.encode(to: encoder)
    }
}

extension ReportRowView: Described {
    private init() {
        members = [:]
    }

    static var schema: Schema { .map(.anything) }
    static var placeholder: Self { Self() }
}
