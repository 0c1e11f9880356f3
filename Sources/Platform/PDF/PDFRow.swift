/// One row of a table, shaped and ready to be drawn at the current position.
struct PDFRow {
    private let cells: [(text: PDFText, x: Double)]
    private let cursor: PageCursor
    private let padding: Double
    let height: Double

    init(_ texts: [String], of table: PDFTable, isStrong: Bool, maxHeight: Double, on cursor: PageCursor) {
        let padding = table.style == .ruled ? 4.0 : 1.5
        let total = max(0.001, table.columns.reduce(0) { $0 + max(0, $1.width) })
        var x = PageCursor.margin
        var cells: [(text: PDFText, x: Double)] = []
        for (index, column) in table.columns.enumerated() {
            let width = PageCursor.textWidth * max(0, column.width) / total
            let isName = table.style == .facts && index == 0
            let text = cursor.text(
                index < texts.count ? texts[index] : "",
                isStrong || isName ? .strong : .body,
                width: max(8, width - 2 * padding),
                isNumeric: column.isNumeric,
                maxHeight: maxHeight - 2 * padding
            )
            let left =
                cursor.fonts.isRightToLeft ? 2 * PageCursor.margin + PageCursor.textWidth - x - width : x
            cells.append((text, left + (table.style == .ruled ? padding : 0)))
            x += width
        }
        self.cells = cells
        self.cursor = cursor
        self.padding = padding
        height = (cells.map(\.text.height).max() ?? 0) + 2 * padding
    }

    func draw(isShaded: Bool = false, isRuled: Bool = false) {
        if isShaded { cursor.shade(from: cursor.y, height: height) }
        for cell in cells { cell.text.draw(x: cell.x, y: cursor.y + padding, on: cursor.surface) }
        cursor.advance(by: height)
        if isRuled { cursor.rule(at: cursor.y, weight: 0.4, grey: 0.8) }
    }
}
