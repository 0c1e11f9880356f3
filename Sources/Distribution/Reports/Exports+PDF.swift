import Kernel
import Platform
import Store
import Web

extension Exports {
    /// Longer reports are refused: nobody reads them on paper, and CSV has no limit.
    private static let maximumRows = 2_000

    static func salesPDF(_ call: Call, filter: ExportFilter) async throws -> Raw {
        let (context, report) = (call.reportContext, MarketReports.sales)
        let (days, companies, total) = try await call.db.read { tx in
            (
                try rows(report, filter, context, tx),
                try SalesPart.byCompany(filter, context, tx),
                try SalesPart.all(filter, context, tx)
            )
        }
        var pdf = ReportPDF(report, filter, call, context)
        pdf.facts([
            (.orders, String(total.orders)), (.pieces, String(total.quantity)),
            (.discount, pdf.money(total.discount)),
            (.total, pdf.money(total.total)),
        ])
        pdf.report.document.table(report.table(days, pdf.report.layout))
        pdf.section(.byCompany)
        pdf.report.document.table(SalesPart.table(companies, pdf))
        return try await pdf.report.printed(at: call.site)
    }

    static func inventoryPDF(_ call: Call, filter: ExportFilter) async throws -> Raw {
        let (context, report) = (call.reportContext, MarketReports.inventory)
        let goods = try await call.db.read { tx in try rows(report, filter, context, tx) }
        var pdf = ReportPDF(report, filter, call, context)
        let value = goods.compactMap { $0.values.last?.integer }.reduce(Int64(0)) {
            min($0 + $1, StockReport.maximumValue)
        }
        pdf.facts([(.products, String(goods.count)), (.value, pdf.money(value))])
        pdf.report.document.table(report.table(goods, pdf.report.layout))
        return try await pdf.report.printed(at: call.site)
    }

    private static func rows(
        _ report: Report,
        _ filter: ExportFilter,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [ReportRow] {
        guard let rows = try report.download(filter).rows(atMost: maximumRows, context, tx) else {
            throw Problem(.tooMuchForPaper)
        }
        return rows
    }
}
