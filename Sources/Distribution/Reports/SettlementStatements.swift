import Kernel
import Platform
import Store
import Web

/// The routes that answer the statement of a settlement: its balances and its entries.
enum SettlementStatements {
    static let routes = rows.tagged("Settlements")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                               handler  needs
        Get ("/settlements/{id}/statement/csv",  csv,     .payoutRead,   "Export a settlement's statement as CSV",
               details: "One row per entry in the order of booking, with the balance after it, in UTF-8. Amounts are whole Iraqi dinars.").limited(Exports.limit).within(.minutes(10)).answering("text/csv")
        Get ("/settlements/{id}/statement/pdf",  pdf,     .payoutRead,   "Export a settlement's statement as PDF",
               details: "The opening balance, the sums, the closing balance and every entry with the balance after it, in the language of the request. Refused above 2,000 entries.").limited(Exports.limit).within(.minutes(2)).answering("application/pdf").refuses(.tooMuchForPaper)
    }

    static func csv(_ call: Call, id: ID<Settlement>, excel: ExcelQuery) async throws -> PieceStream {
        _ = try await call.db.read { tx in try Settlement.find(id, within: call.scope, tx) }
        let entries = try MarketReports.settlementEntries.download(SettlementExportFilter(settlementId: id))
        return try await entries.csv(call, hasMark: excel.bom ?? false)
    }

    static func pdf(_ call: Call, id: ID<Settlement>) async throws -> Raw {
        let (context, report) = (call.reportContext, MarketReports.settlementEntries)
        let filter = SettlementExportFilter(settlementId: id)
        let (sums, entries) = (try MarketReports.settlements.download(filter), try report.download(filter))
        let (found, rows) = try await call.db.read { tx in
            (try sums.rowsForPaper(context, tx).first, try entries.rowsForPaper(context, tx))
        }
        guard let settlement = found else { throw Problem(.notFound) }
        var pdf = ReportPDF(report, nil, call, context)
        pdf.facts(settlement, ReportColumn.settlements)
        pdf.report.document.table(report.table(rows, pdf.report.layout))
        return try await pdf.report.printed(at: call.site)
    }
}
