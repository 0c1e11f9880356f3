import Kernel
import Platform
import Store
import Web

/// The routes that answer reports as files.
enum Exports {
    static let routes = rows.tagged("Exports")
    static let limit = RateLimit("export", 60, per: .hours(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                            handler       needs
        Get ("/export/orders/csv",        ordersCSV,    .exportMake,   "Export orders as CSV",
               details: "One row per order, in UTF-8. Amounts are whole Iraqi dinars.").limited(limit).within(.minutes(10)).answering("text/csv")
        Get ("/export/products/csv",      productsCSV,  .exportMake,   "Export products as CSV",
               details: "One row per product with the units sold and the revenue of the period.").limited(limit).within(.minutes(10)).answering("text/csv")
        Get ("/export/customers/csv",     customersCSV, .exportMake,   "Export customers as CSV",
               details: "One row per shop owner with the number and total of their orders.").limited(limit).within(.minutes(10)).answering("text/csv")
        Get ("/export/orders/pdf",        ordersPDF,    .exportMake,   "Export orders as PDF",
               details: "One line per order, and their sums, in the language of the request. Refused above 2,000 rows.").limited(limit).within(.minutes(2)).answering("application/pdf").refuses(.tooMuchForPaper)
        Get ("/export/products/pdf",      productsPDF,  .exportMake,   "Export products as PDF",
               details: "One line per product with the units sold and the revenue of the period, and their sums, in the language of the request. Refused above 2,000 rows.").limited(limit).within(.minutes(2)).answering("application/pdf").refuses(.tooMuchForPaper)
        Get ("/export/customers/pdf",     customersPDF, .exportMake,   "Export customers as PDF",
               details: "One line per shop owner with the number and total of their orders, and their sums, in the language of the request. Refused above 2,000 rows.").limited(limit).within(.minutes(2)).answering("application/pdf").refuses(.tooMuchForPaper)
        Get ("/export/sales/pdf",         salesPDF,     .exportMake,   "Export the sales report as PDF",
               details: "Sales by day and by company, in the language of the request. Refused above 2,000 rows.").limited(limit).within(.minutes(2)).answering("application/pdf").refuses(.tooMuchForPaper)
        Get ("/export/inventory/pdf",     inventoryPDF, .exportMake,   "Export the inventory report as PDF",
               details: "Stock and its value by product, in the language of the request. Refused above 2,000 rows.").limited(limit).within(.minutes(2)).answering("application/pdf").refuses(.tooMuchForPaper)
        Get ("/vendors/export/{type}",    ofVendor,     .vendorPortal, "Export the vendor's data as CSV",
               details: "Products, stock, orders, customers, daily sales, payouts, settlements or settlement statements of the vendor's company. Payouts are selected by the day on which they were drawn up, settlements by their last day; for these, `zone_id` and `status` are refused.").limited(limit).within(.minutes(10)).answering("text/csv")
        Get ("/vendors/export/{type}/pdf", ofVendorPDF, .vendorPortal, "Export the vendor's data as PDF",
               details: "The rows of the CSV with their sums, in the language of the request. Refused above 2,000 rows.").limited(limit).within(.minutes(2)).answering("application/pdf").refuses(.tooMuchForPaper)
    }

    static func ordersCSV(_ call: Call, filter: ExportFilter, excel: ExcelQuery) async throws -> PieceStream {
        try await csv(MarketReports.orders, call, filter, excel)
    }

    static func productsCSV(_ call: Call, filter: ExportFilter, excel: ExcelQuery) async throws -> PieceStream
    {
        try await csv(MarketReports.products, call, filter, excel)
    }

    static func customersCSV(
        _ call: Call,
        filter: ExportFilter,
        excel: ExcelQuery
    ) async throws -> PieceStream {
        try await csv(MarketReports.customers, call, filter, excel)
    }

    static func ofVendor(
        _ call: Call,
        type: VendorExport,
        filter: ExportFilter,
        excel: ExcelQuery
    ) async throws -> PieceStream {
        try await type.download(filter).csv(call, hasMark: excel.bom ?? false)
    }

    private static func csv(
        _ report: Report,
        _ call: Call,
        _ filter: ExportFilter,
        _ excel: ExcelQuery
    ) async throws -> PieceStream {
        try await report.download(filter).csv(call, hasMark: excel.bom ?? false)
    }
}

/// The exports of a vendor's company.
enum VendorExport: String, Codable, CaseIterable, Sendable, PathValue {
    /// One row per product with units sold and revenue.
    case products
    /// One row per order.
    case orders
    /// One row per shop owner who ordered from the company.
    case customers
    /// One row per day with sales.
    case sales
    /// One row per product with its stock and the value of it.
    case inventory
    /// One row per payout to the company.
    case payouts
    /// One row per settlement of the company's account, with its opening and closing balance.
    case settlements
    /// The statements of the settlements: one row per entry, with the balance after it.
    case settlementEntries = "settlement-entries"

    /// The report's rows for the filter; refused with 422 where a part of the filter does not apply to them.
    func download(_ filter: ExportFilter) throws -> ReportDownload {
        switch self {
        case .payouts: try report.download(filter.payouts())
        case .settlements, .settlementEntries: try report.download(filter.settlements())
        case .products, .orders, .customers, .sales, .inventory: try report.download(filter)
        }
    }

    var report: Report {
        switch self {
        case .products: MarketReports.products
        case .orders: MarketReports.orders
        case .customers: MarketReports.customers
        case .sales: MarketReports.sales
        case .inventory: MarketReports.inventory
        case .payouts: MarketReports.payouts
        case .settlements: MarketReports.settlements
        case .settlementEntries: MarketReports.settlementEntries
        }
    }
}
