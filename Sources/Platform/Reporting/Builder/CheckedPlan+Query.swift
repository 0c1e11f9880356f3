import Kernel
import Store

extension CheckedPlan {
    /// The first rows in the order of the plan, and one more than a report may have.
    ///
    /// Every word of the statement is in the source of the program; only the compared values come from the plan.
    func query(in zone: Zone, _ tx: borrowing Tx) -> SQL {
        let time = LocalTimeSQL(zone, at: tx.now, for: tx.dialect)
        let columns =
            dimensions.map { "\($0.sql(time)) AS \(SQL(stringLiteral: $0.column.name))" as SQL }
            + measures.map { "\($0.value) AS \(SQL(stringLiteral: $0.column.name))" as SQL }
        let conditions = [dataset.condition] + filters.map { $0.condition(time) }
        return """
            SELECT \(SQL.list(columns)) FROM \(dataset.source) WHERE \(SQL.all(conditions))\(groups)
             ORDER BY \(SQL.list(order)) LIMIT \(ReportPlan.mostRows + 1)
            """
    }

    /// By position: a value that is bound twice is not the same expression to PostgreSQL.
    private var groups: SQL {
        switch dimensions.count {
        case 0: .empty
        case 1: " GROUP BY 1"
        case 2: " GROUP BY 1, 2"
        default: " GROUP BY 1, 2, 3"
        }
    }

    private var order: [SQL] {
        let rest = dimensions.map(\.column).filter { $0.key != sort?.column }.map {
            "\(Self.word($0.name))" as SQL
        }
        let first = columns.first { $0.key == sort?.column }.map { column -> SQL in
            sort?.isDescending == true ? "\(Self.word(column.name)) DESC" : Self.word(column.name)
        }
        return first.map { [$0] + rest } ?? (rest.isEmpty ? ["1"] : rest)
    }

    private static func word(_ name: StaticString) -> SQL { SQL(stringLiteral: name) }

    /// The rows, and whether there are more than a report may have.
    func rows(in zone: Zone, _ tx: borrowing Tx) throws -> (rows: [ReportRow], isTruncated: Bool) {
        var rows: [ReportRow] = []
        let columns = columns
        try tx.stream(query(in: zone, tx)) { row in
            rows.append(ReportRow(values: try columns.map { try $0.value(&row) }))
        }
        let isTruncated = rows.count > ReportPlan.mostRows
        return (Array(rows.prefix(ReportPlan.mostRows)), isTruncated)
    }
}
