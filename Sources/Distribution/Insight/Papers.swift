import Kernel
import Platform
import Store
import Web

extension Exports {
    /// More rows than anyone reads on paper are refused: for those there is CSV.
    private static let mostRows = 2_000

    static func salesPDF(_ call: Call, filter: ExportFilter) async throws -> Raw {
        try filter.check()
        let context = call.reportContext
        let (days, companies, total) = try await call.db.read { tx in
            (
                try rows(InsightReports.sales, filter, context, InsightReports.salesRows, tx),
                try SalesPart.byCompany(filter, context, tx),
                try SalesPart.all(filter, context, tx)
            )
        }
        var paper = Paper(InsightReports.sales, filter, call, context)
        paper.facts([
            (.orders, String(total.orders)), (.pieces, String(total.quantity)),
            (.discount, paper.money(total.discount)),
            (.total, paper.money(total.total)),
        ])
        paper.document.table(InsightReports.sales.table(days, paper.layout))
        paper.section(.byCompany)
        paper.document.table(SalesPart.table(companies, paper))
        return try await paper.printed(at: call.site)
    }

    static func inventoryPDF(_ call: Call, filter: ExportFilter) async throws -> Raw {
        try filter.check()
        let context = call.reportContext
        let goods = try await call.db.read { tx in
            try rows(InsightReports.inventory, filter, context, InsightReports.inventoryRows, tx)
        }
        var paper = Paper(InsightReports.inventory, filter, call, context)
        let value = goods.compactMap { $0.values.last?.integer }.reduce(Int64(0)) {
            min($0 + $1, StockReport.mostValue)
        }
        paper.facts([(.products, String(goods.count)), (.value, paper.money(value))])
        paper.document.table(InsightReports.inventory.table(goods, paper.layout))
        return try await paper.printed(at: call.site)
    }

    private static func rows(
        _ report: Report,
        _ filter: ExportFilter,
        _ context: ReportContext,
        _ query: @escaping @Sendable (ExportFilter, ReportContext) -> SQL,
        _ tx: borrowing Tx
    ) throws -> [ReportRow] {
        let download = ReportDownload(report) { context in query(filter, context) }
        guard let rows = try download.rows(atMost: mostRows, context, tx) else {
            throw Problem(.tooMuchForPaper)
        }
        return rows
    }
}

// swift-format-ignore
extension Problem.Code {
    static let tooMuchForPaper = Self("distribution.too_much_for_paper", 422, ["en": "There are more than 2000 rows; narrow them down or take the CSV.", "ar": "عدد الصفوف أكثر من 2000؛ ضيّق النطاق أو استخدم ملف CSV.", "ku": "ژمارەی ڕیزەکان لە 2000 زیاترە؛ کەمی بکەرەوە یان فایلی CSV بەکاربهێنە."])
}
