/// Rows under a header that comes again on every page they reach.
package struct PDFTable: Sendable {
    package struct Column: Sendable {
        package let title: String
        /// Its share of the page's width, against the shares of the others.
        package let width: Double
        package let isNumeric: Bool

        /// Numbers stand at the right.
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
    /// Below the last row, in bold.
    let totals: [[String]]
    let style: Style

    /// A row with fewer cells than columns is filled up; what is beyond the columns is not shown.
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
