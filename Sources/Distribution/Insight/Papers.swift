import Kernel
import Platform
import Store
import Web

extension Exports {
    /// Longer reports are refused: nobody reads them on paper, and CSV has no limit.
    private static let mostRows = 2_000

    static func salesPDF(_ call: Call, filter: ExportFilter) async throws -> Raw {
        let (context, report) = (call.reportContext, InsightReports.sales)
        let (days, companies, total) = try await call.db.read { tx in
            (
                try rows(report, filter, context, tx),
                try SalesPart.byCompany(filter, context, tx),
                try SalesPart.all(filter, context, tx)
            )
        }
        var paper = Paper(report, filter, call, context)
        paper.facts([
            (.orders, String(total.orders)), (.pieces, String(total.quantity)),
            (.discount, paper.money(total.discount)),
            (.total, paper.money(total.total)),
        ])
        paper.report.document.table(report.table(days, paper.report.layout))
        paper.section(.byCompany)
        paper.report.document.table(SalesPart.table(companies, paper))
        return try await paper.report.printed(at: call.site)
    }

    static func inventoryPDF(_ call: Call, filter: ExportFilter) async throws -> Raw {
        let (context, report) = (call.reportContext, InsightReports.inventory)
        let goods = try await call.db.read { tx in try rows(report, filter, context, tx) }
        var paper = Paper(report, filter, call, context)
        let value = goods.compactMap { $0.values.last?.integer }.reduce(Int64(0)) {
            min($0 + $1, StockReport.mostValue)
        }
        paper.facts([(.products, String(goods.count)), (.value, paper.money(value))])
        paper.report.document.table(report.table(goods, paper.report.layout))
        return try await paper.report.printed(at: call.site)
    }

    private static func rows(
        _ report: Report,
        _ filter: ExportFilter,
        _ context: ReportContext,
        _ tx: borrowing Tx
    ) throws -> [ReportRow] {
        guard let rows = try report.download(filter).rows(atMost: mostRows, context, tx) else {
            throw Problem(.tooMuchForPaper)
        }
        return rows
    }
}
