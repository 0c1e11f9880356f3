import Kernel
import Platform
import Store
import Web

extension Exports {
    static func ordersPDF(_ call: Call, filter: ExportFilter) async throws -> Raw {
        try await pdf(MarketReports.orders, call, filter)
    }

    static func productsPDF(_ call: Call, filter: ExportFilter) async throws -> Raw {
        try await pdf(MarketReports.products, call, filter)
    }

    static func customersPDF(_ call: Call, filter: ExportFilter) async throws -> Raw {
        try await pdf(MarketReports.customers, call, filter)
    }

    static func inventoryPDF(_ call: Call, filter: ExportFilter) async throws -> Raw {
        try await pdf(MarketReports.inventory, call, filter)
    }

    static func ofVendorPDF(_ call: Call, type: VendorExport, filter: ExportFilter) async throws -> Raw {
        try await pdf(type.report, type.download(filter), call, filter.period)
    }

    static func salesPDF(_ call: Call, filter: ExportFilter) async throws -> Raw {
        let (context, report) = (call.reportContext, MarketReports.sales)
        let download = try report.download(filter)
        let (days, companies, total) = try await call.db.read { tx in
            (
                try download.rowsForPaper(context, tx),
                try SalesPart.byCompany(filter, context, tx),
                try SalesPart.all(filter, context, tx)
            )
        }
        var pdf = ReportPDF(report, filter.period, call, context)
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

    private static func pdf(_ report: Report, _ call: Call, _ filter: ExportFilter) async throws -> Raw {
        try await pdf(report, report.download(filter), call, filter.period)
    }

    /// The sums of the rows, and the rows below them.
    private static func pdf(
        _ report: Report,
        _ download: ReportDownload,
        _ call: Call,
        _ period: ReportPeriod
    ) async throws -> Raw {
        let context = call.reportContext
        let rows = try await call.db.read { tx in try download.rowsForPaper(context, tx) }
        var pdf = ReportPDF(report, period, call, context)
        pdf.sums(of: rows, in: report)
        pdf.report.document.table(report.table(rows, pdf.report.layout))
        return try await pdf.report.printed(at: call.site)
    }
}

extension ReportDownload {
    /// Longer reports are refused: nobody reads them on paper, and CSV has no limit.
    private static let maximumRows = 2_000

    /// The rows for a PDF; refused with 422 when there are too many.
    func rowsForPaper(_ context: ReportContext, _ tx: borrowing Tx) throws -> [ReportRow] {
        guard let rows = try self.rows(atMost: Self.maximumRows, context, tx) else {
            throw Problem(.tooMuchForPaper)
        }
        return rows
    }
}
