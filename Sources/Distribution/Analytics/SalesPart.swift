import Kernel
import Platform
import Store

/// The sales of one company, for the PDF report.
struct SalesPart: Sendable {
    let company: String
    let sales: SalesTotals
}

extension SalesPart {
    static func all(
        _ filter: ExportFilter,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> SalesTotals {
        try tx.first("SELECT \(SalesTotals.sums) FROM (\(orders(filter, context))) AS s") ?? SalesTotals()
    }

    static func byCompany(
        _ filter: ExportFilter,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [SalesPart] {
        var parts: [SalesPart] = []
        try tx.forEach(
            """
            SELECT \(AnalyticsSQL.of("c.name", in: context.languages)), \(SalesTotals.columns)
              FROM (SELECT s.company_id AS company_id, \(SalesTotals.sums) FROM (\(orders(filter, context))) AS s
                     GROUP BY s.company_id) AS g
              JOIN company c ON c.id = g.company_id ORDER BY g.total DESC, c.id
            """
        ) { row in
            let company = try row.next(String.self)
            parts.append(SalesPart(company: company, sales: try SalesTotals(&row)))
        }
        return parts
    }

    static func table(_ parts: [SalesPart], _ pdf: ReportPDF) -> PDFTable {
        PDFTable(
            [
                .init(pdf.word(.company), width: 2), .init(pdf.word(.orders), isNumeric: true),
                .init(pdf.word(.pieces), isNumeric: true),
                .init(pdf.word(.total), width: 1.4, isNumeric: true),
            ],
            parts.map { part in
                [
                    part.company, String(part.sales.orders), String(part.sales.quantity),
                    pdf.report.layout.money(part.sales.total),
                ]
            }
        )
    }

    /// Leaves out cancelled orders unless the filter names a status.
    private static func orders(_ filter: ExportFilter, _ context: ReportContext) -> SQL {
        let sold: SQL = filter.status == nil ? "o.status <> 'CANCELLED'" : "TRUE"
        return """
            SELECT o.company_id, \(SalesTotals.amounts) FROM sales_order o WHERE \(sold) AND \(filter.orders(context))
            """
    }
}
