/// Rows under a header that is repeated on every page.
package struct PDFTable: Sendable {
    package struct Column: Sendable {
        package let title: String
        /// The weight of its width, relative to the other columns.
        package let width: Double
        package let isNumeric: Bool

        /// Numbers are aligned at the right.
        package init(_ title: String, width: Double = 1, isNumeric: Bool = false) {
            self.title = title
            self.width = width
            self.isNumeric = isNumeric
        }
    }

    enum Style: Sendable {
        case ruled
        case facts
        case plain
    }

    let columns: [Column]
    let rows: [[String]]
    /// Rows below the last one, in bold.
    let totals: [[String]]
    let style: Style

    /// A row with too few cells is completed with empty ones; surplus cells are dropped.
    package init(_ columns: [Column], _ rows: [[String]], totals: [[String]] = []) {
        self.init(columns, rows, totals: totals, style: .ruled)
    }

    init(_ columns: [Column], _ rows: [[String]], totals: [[String]] = [], style: Style) {
        self.columns = columns
        self.rows = rows
        self.totals = totals
        self.style = style
    }

    var hasHeader: Bool { columns.contains { !$0.title.isEmpty } }
}
