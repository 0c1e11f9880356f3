import Kernel
import Store
import Web

/// Which reports there are, and their rows as JSON.
enum ReportRoutes {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get("/admin/reports",               list, .reportsRead, "List reports", details: "The reports that the caller may read, with their columns and filters."),
            Get("/admin/reports/{report}/rows", rows, .reportsRead, "List the rows of a report", details: "The filters of the report are query parameters. Other parameters are refused.").within(.minutes(2)),
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

/// By which column, with a minus before it for the largest first.
struct ReportSort: Query {
    var sort: Line<1, 100>?
}

/// What a report is called in a path.
struct ReportName: PathValue {
    let text: String

    static let pathSchema = Schema.text(TextRule(length: 1...100, example: "requests-by-service"))

    static func read(_ segment: String) -> Self? {
        segment.utf8.count <= 100 ? Self(text: segment) : nil
    }
}

extension Call {
    /// For reports that a route of its own shows.
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
    /// The filters among what the query gives; what is neither a filter nor about the page is refused.
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

/// A report as those see it who may read it.
struct ReportView: View {
    var name: String
    var title: String
    var columns: [Column]
    /// The names that narrow it down.
    var filters: [String]

    struct Column: Codable, Sendable {
        var name: String
        var title: String
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

/// A row by the names of its columns, in their order.
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
