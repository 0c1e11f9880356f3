import Kernel
import Store

extension ReportExport {
    /// The most rows that a PDF may have; larger reports are for CSV.
    static let maximumPDFRows = 2_000

    func makePDF(_ report: Report, _ query: @escaping Report.Query, at site: Site) async throws -> MadeReport
    {
        let rows = try await site.db.read { tx in
            try shownRows(of: report, query, try context(of: report, at: site, tx), tx)
        }
        let bytes = try await site.dependencies.pdfRenderer.print(document(of: report, rows, at: site))
        let file = try await Files.make(fileName(of: report, at: site), .pdf, at: site) { writer in
            try await writer.append(bytes)
        }
        return MadeReport(file: file, rowCount: rows.count)
    }

    private func shownRows(
        of report: Report,
        _ query: Report.Query,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [ReportRow] {
        var rows: [ReportRow] = []
        try report.stream(query, context, tx) { row in
            guard rows.count < Self.maximumPDFRows else { throw Failure.tooManyRows }
            rows.append(row)
        }
        return rows
    }

    private func document(of report: Report, _ rows: [ReportRow], at site: Site) -> PDFDocument {
        var layout = layout(at: site)
        layout.format = .of(order.language)
        var pdf = ReportDocument(report, layout, madeAt: createdAt, at: site)
        pdf.document.facts(facts(rows.count, pdf))
        pdf.document.table(report.table(rows, layout))
        return pdf.document
    }

    private func facts(_ count: Int, _ pdf: ReportDocument) -> [(name: String, value: String)] {
        let rows: LocalizedText = ["en": "Rows", "it": "Righe", "ar": "الصفوف", "ku": "ڕیزەکان"]
        let filters = (order.filters.objectValue?.members ?? []).map { member in
            (name: member.name, value: member.value.words)
        }
        return [pdf.made, (rows.text(in: pdf.layout.languages), String(count))] + filters
    }
}

extension Report {
    /// The table of the printed columns.
    package func table(_ rows: [ReportRow], _ layout: ReportLayout) -> PDFTable {
        columns.table(rows, layout)
    }
}

extension [ReportColumn] {
    /// The table of the printed ones.
    func table(_ rows: [ReportRow], _ layout: ReportLayout) -> PDFTable {
        let shown = indices.filter { self[$0].isOnPaper }
        let lines = rows.map { row in shown.map { layout.text(of: row.values[$0], in: self[$0]) } }
        return PDFTable(shown.map { self[$0].onPaper(in: layout.languages) }, lines)
    }
}

extension ReportColumn {
    fileprivate func onPaper(in languages: [Language]) -> PDFTable.Column {
        let isText = kind == .text || kind == .reference
        return PDFTable.Column(
            title.text(in: languages),
            width: isText ? 1.6 : kind == .instant ? 1.5 : 1.2,
            isNumeric: !isText && kind != .instant && kind != .date
        )
    }
}

extension JSONValue {
    /// The value for people.
    fileprivate var words: String {
        switch self {
        case .string(let text): text
        case .array(let elements): elements.map(\.words).joined(separator: ", ")
        default: text
        }
    }
}
