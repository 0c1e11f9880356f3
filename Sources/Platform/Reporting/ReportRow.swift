import Kernel
import Store

/// One row of a report.
package struct ReportRow: Sendable {
    package let values: [ReportValue]
}

extension Report {
    package func read(_ row: inout Row) throws -> ReportRow {
        ReportRow(values: try columns.map { try $0.value(&row) })
    }

    /// Reads every row in the report's order, with one of them in memory at a time.
    func stream(
        _ query: Query,
        _ context: ReportContext,
        _ tx: borrowing Tx,
        _ take: (ReportRow) throws -> Void
    ) throws {
        let sql: SQL = "SELECT * FROM (\(query(context))) AS report ORDER BY \(sorting(nil).clause)"
        try tx.stream(sql) { row in try take(try read(&row)) }
    }

    /// A page of the rows, sorted by the requested column and then by the report's own order.
    func page(
        _ query: Query,
        _ context: ReportContext,
        sortedBy first: ReportOrder?,
        _ request: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<ReportRow> {
        try tx.page(request, query(context), order: sorting(first)) { row in try read(&row) }
    }

    private func sorting(_ first: ReportOrder?) -> SortOrder<ReportRow> {
        let rest = order.filter { $0.column != first?.column }
        let steps = (first.map { [$0] } ?? []) + rest
        return SortOrder(
            keys: steps.compactMap { step in
                columns.firstIndex { $0.key == step.column }.map {
                    columns[$0].sortKey(at: $0, isDescending: step.isDescending)
                }
            }
        )
    }
}
