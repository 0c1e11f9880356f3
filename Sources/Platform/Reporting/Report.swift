import Kernel
import Store

/// A report as a row of data: name, columns, query and permission.
package struct Report: Sendable {
    /// The key in paths and exports, such as `requests-by-service`.
    package let name: String
    package let title: LocalizedText
    package let permission: Permission
    package let columns: [ReportColumn]
    /// The default order; its last column is unique.
    let order: [ReportOrder]
    /// The schema of its filters.
    var filters: Schema { filterSchema() }
    private let filterSchema: @Sendable () -> Schema
    private let plan: @Sendable (JSONValue, String) throws -> Query

    /// The SQL for a context; its columns are those of the report, in their order and by their names.
    typealias Query = @Sendable (ReportContext) -> SQL

    package init<Filter: ReportFilter>(
        _ name: String,
        _ title: LocalizedText,
        needs permission: Permission = .reportsRead,
        filteredBy _: Filter.Type,
        sortedBy order: [ReportOrder],
        columns: [ReportColumn],
        _ query: @escaping @Sendable (Filter, ReportContext) -> SQL
    ) {
        self.name = name
        self.title = title
        self.permission = permission
        self.columns = columns
        self.order = order
        filterSchema = { Schema.recorded(for: Filter.self) }
        plan = { value, place in
            let filter = try Filter.read(value, at: place)
            return { query(filter, $0) }
        }
    }

    /// The query for the filters; refused with 422 when they are wrong, with `place` as their position in the request.
    func query(filteredBy filters: JSONValue, at place: String) throws -> Query {
        try plan(filters, place)
    }
}

/// One column of the default order of a report.
package struct ReportOrder: Sendable {
    let column: String
    let isDescending: Bool

    package static func up(_ column: String) -> ReportOrder { .init(column: column, isDescending: false) }
    package static func down(_ column: String) -> ReportOrder { .init(column: column, isDescending: true) }
}

/// The reader, time and calendar of a report.
package struct ReportContext: Sendable {
    package let scope: Scope
    package let zone: Zone
    package let now: Instant
    /// The languages of the texts, the reader's first.
    package let languages: [Language]
}

extension Report {
    /// The flaws of the row itself; empty when there are none.
    package var flaws: [String] {
        let names = columns.map(\.key)
        let twice = Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys
        let unknown = order.map(\.column).filter { !names.contains($0) }
        let unsorted = order.isEmpty ? ["\(name) has no order"] : []
        return twice.map { "\(name) has two columns \($0)" } + unknown.map { "\(name) has no column \($0)" }
            + unsorted
    }
}

extension ProductDefinition {
    /// The report; nil when it does not exist or the caller may not read it.
    func report(_ name: String, for call: Call) -> Report? {
        reports(for: call).first { $0.name == name }
    }

    /// The reports that the caller may read.
    func reports(for call: Call) -> [Report] {
        reports.filter { call.scope(of: $0.permission).reach != .none }
    }
}

extension Permission {
    package static let reportsRead = Permission("reports.read")
}
