/// Places the blocks of a document on its pages, one after the other.
struct PDFLayout {
    private let document: PDFDocument
    private let cursor: PageCursor

    init(_ document: PDFDocument, on cursor: PageCursor) {
        self.document = document
        self.cursor = cursor
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
        cursor.endPage(footer: document.footer)
        return cursor.page
    }

    /// A heading is never the last line of a page.
    private func heading(_ text: String, _ level: PDFHeading) {
        let words = cursor.text(
            text,
            level == .title ? .title : .section,
            maxHeight: (PageCursor.bottom - PageCursor.margin) / 3
        )
        if !cursor.isAtTop { cursor.advance(by: level == .title ? 10 : 14) }
        breakPage(unlessRoomFor: words.height + 40)
        words.draw(x: PageCursor.margin, y: cursor.y, on: cursor.surface)
        cursor.advance(by: words.height + (level == .title ? 8 : 5))
    }

    private func paragraph(_ text: String, _ style: PDFTextStyle) {
        let words = cursor.text(text, style.font)
        words.forEachLine { line in
            breakPage(unlessRoomFor: line.height)
            line.draw(x: PageCursor.margin, y: cursor.y, on: cursor.surface)
            cursor.advance(by: line.height)
        }
        cursor.advance(by: 6)
    }

    private func set(_ table: PDFTable) {
        guard !table.columns.isEmpty else { return }
        let page = PageCursor.bottom - PageCursor.margin
        let header = row(table.columns.map(\.title), of: table, isStrong: true, below: page * 2 / 3)
        if table.hasHeader {
            breakPage(unlessRoomFor: header.height + 20)
            header.draw(isShaded: true)
        }
        for (cells, isTotal) in table.rows.map({ ($0, false) }) + table.totals.map({ ($0, true) }) {
            let line = row(cells, of: table, isStrong: isTotal, below: table.hasHeader ? header.height : 0)
            if !cursor.hasRoom(for: line.height), !cursor.isAtTop {
                cursor.nextPage(footer: document.footer)
                if table.hasHeader { header.draw(isShaded: true) }
            }
            line.draw(isRuled: table.style == .ruled)
        }
        cursor.advance(by: 10)
    }

    /// No row is higher than a page with the table's header.
    private func row(
        _ cells: [String],
        of table: PDFTable,
        isStrong: Bool,
        below header: Double = 0
    ) -> PDFRow {
        let room = PageCursor.bottom - PageCursor.margin - header
        return PDFRow(cells, of: table, isStrong: isStrong, maxHeight: max(20, room), on: cursor)
    }

    private func breakPage(unlessRoomFor height: Double) {
        guard !cursor.hasRoom(for: height), !cursor.isAtTop else { return }
        cursor.nextPage(footer: document.footer)
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
