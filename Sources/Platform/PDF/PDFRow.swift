/// One row of a table, shaped and ready to be drawn at the current position.
struct PDFRow {
    private let cells: [(text: PDFText, x: Double)]
    private let paper: PDFPaper
    private let padding: Double
    let height: Double

    init(_ texts: [String], of table: PDFTable, isStrong: Bool, maxHeight: Double, on paper: PDFPaper) {
        let padding = table.style == .ruled ? 4.0 : 1.5
        let total = max(0.001, table.columns.reduce(0) { $0 + max(0, $1.width) })
        var x = PDFPaper.margin
        var cells: [(text: PDFText, x: Double)] = []
        for (index, column) in table.columns.enumerated() {
            let width = PDFPaper.textWidth * max(0, column.width) / total
            let isName = table.style == .facts && index == 0
            let text = paper.text(
                index < texts.count ? texts[index] : "",
                isStrong || isName ? .strong : .body,
                width: max(8, width - 2 * padding),
                isNumeric: column.isNumeric,
                maxHeight: maxHeight - 2 * padding
            )
            let left = paper.fonts.isRightToLeft ? 2 * PDFPaper.margin + PDFPaper.textWidth - x - width : x
            cells.append((text, left + (table.style == .ruled ? padding : 0)))
            x += width
        }
        self.cells = cells
        self.paper = paper
        self.padding = padding
        height = (cells.map(\.text.height).max() ?? 0) + 2 * padding
    }

    func draw(isShaded: Bool = false, isRuled: Bool = false) {
        if isShaded { paper.shade(from: paper.y, height: height) }
        for cell in cells { cell.text.draw(x: cell.x, y: paper.y + padding, on: paper.ink) }
        paper.advance(by: height)
        if isRuled { paper.rule(at: paper.y, weight: 0.4, grey: 0.8) }
    }
}
