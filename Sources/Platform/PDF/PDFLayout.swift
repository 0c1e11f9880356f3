/// Places the blocks of a document on its pages, one after the other.
struct PDFLayout {
    private let document: PDFDocument
    private let paper: PDFPaper

    init(_ document: PDFDocument, on paper: PDFPaper) {
        self.document = document
        self.paper = paper
    }

    /// Lays out the document and returns its number of pages.
    func run() throws -> Int {
        for block in document.blocks {
            switch block {
            case .heading(let text, let level): heading(text, level)
            case .paragraph(let text, let style): paragraph(text, style)
            case .table(let table): set(table)
            }
        }
        paper.endPage(footer: document.footer)
        return paper.page
    }

    /// A heading is never the last line of a page.
    private func heading(_ text: String, _ level: PDFHeading) {
        let words = paper.text(
            text,
            level == .title ? .title : .section,
            maxHeight: (PDFPaper.bottom - PDFPaper.margin) / 3
        )
        if !paper.isAtTop { paper.advance(by: level == .title ? 10 : 14) }
        breakPage(unlessRoomFor: words.height + 40)
        words.draw(x: PDFPaper.margin, y: paper.y, on: paper.ink)
        paper.advance(by: words.height + (level == .title ? 8 : 5))
    }

    private func paragraph(_ text: String, _ style: PDFTextStyle) {
        let words = paper.text(text, style.font)
        words.forEachLine { line in
            breakPage(unlessRoomFor: line.height)
            line.draw(x: PDFPaper.margin, y: paper.y, on: paper.ink)
            paper.advance(by: line.height)
        }
        paper.advance(by: 6)
    }

    private func set(_ table: PDFTable) {
        guard !table.columns.isEmpty else { return }
        let page = PDFPaper.bottom - PDFPaper.margin
        let header = row(table.columns.map(\.title), of: table, isStrong: true, below: page * 2 / 3)
        if table.hasHeader {
            breakPage(unlessRoomFor: header.height + 20)
            header.draw(isShaded: true)
        }
        for (cells, isTotal) in table.rows.map({ ($0, false) }) + table.totals.map({ ($0, true) }) {
            let line = row(cells, of: table, isStrong: isTotal, below: table.hasHeader ? header.height : 0)
            if !paper.hasRoom(for: line.height), !paper.isAtTop {
                paper.nextPage(footer: document.footer)
                if table.hasHeader { header.draw(isShaded: true) }
            }
            line.draw(isRuled: table.style == .ruled)
        }
        paper.advance(by: 10)
    }

    /// No row is higher than a page with the table's header.
    private func row(
        _ cells: [String],
        of table: PDFTable,
        isStrong: Bool,
        below header: Double = 0
    ) -> PDFRow {
        let room = PDFPaper.bottom - PDFPaper.margin - header
        return PDFRow(cells, of: table, isStrong: isStrong, maxHeight: max(20, room), on: paper)
    }

    private func breakPage(unlessRoomFor height: Double) {
        guard !paper.hasRoom(for: height), !paper.isAtTop else { return }
        paper.nextPage(footer: document.footer)
    }
}

extension PDFTextStyle {
    fileprivate var font: PDFText.Font {
        switch self {
        case .body: .body
        case .strong: .strong
        case .small: .small
        }
    }
}
