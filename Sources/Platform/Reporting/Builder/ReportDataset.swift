import Kernel
import Store

/// Rows of a product that reports are built from; everything that a report may name is in its lists.
package struct ReportDataset: Sendable {
    package let name: StaticString
    package let title: LocalizedText
    /// The tables, as SQL after `FROM`, with the condition of the rows that count.
    let source: SQL
    let condition: SQL
    package let dimensions: [ReportDimension]
    package let measures: [ReportMeasure]
    /// Fields that only filters name, such as a moment.
    let fields: [ReportDimension]

    package init(
        _ name: StaticString,
        _ title: LocalizedText,
        from source: SQL,
        where condition: SQL = "TRUE",
        filteredBy fields: [ReportDimension] = [],
        dimensions: [ReportDimension],
        measures: [ReportMeasure]
    ) {
        self.name = name
        self.title = title
        self.source = source
        self.condition = condition
        self.fields = fields
        self.dimensions = dimensions
        self.measures = measures
    }

    var key: String { name.description }
    var filterable: [ReportDimension] { dimensions + fields }
}

/// A value by which the rows of a report are grouped or filtered.
package struct ReportDimension: Sendable {
    let column: ReportColumn
    private let value: Value

    private enum Value: Sendable {
        case column(SQL)
        case part(LocalTimePart, SQL)
    }

    package init(
        _ name: StaticString,
        _ kind: ReportColumn.Kind,
        _ title: LocalizedText,
        _ column: SQL,
        words: [String: LocalizedText] = [:]
    ) {
        self.column = ReportColumn(name, kind, title, words: words)
        value = .column(column)
    }

    /// A part of the time on a wall in the product's zone.
    package init(_ part: LocalTimePart, of instant: SQL) {
        column = ReportColumn(part.name, part.kind, part.title)
        value = .part(part, instant)
    }

    var key: String { column.key }

    func sql(_ time: LocalTimeSQL) -> SQL {
        switch value {
        case .column(let column): column
        case .part(let part, let instant): part.sql(of: time.seconds(of: instant), time.dialect)
        }
    }
}

/// A number that is calculated from the rows of a group.
package struct ReportMeasure: Sendable {
    let column: ReportColumn
    let value: SQL

    /// - Parameter value: an aggregate that is a whole number.
    package init(_ name: StaticString, _ kind: ReportColumn.Kind, _ title: LocalizedText, _ value: SQL) {
        column = ReportColumn(name, kind, title)
        self.value = value
    }

    var key: String { column.key }
}
