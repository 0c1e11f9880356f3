import Kernel
import Platform
import Store
import Web

/// The routes that answer reports as files.
enum Exports {
    static let routes = rows.tagged("Exports")
    private static let limit = RateLimit("export", 60, per: .hours(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                            handler       needs
        Get ("/export/orders/csv",        ordersCSV,    .exportMake,   "Export orders as CSV",
               details: "One row per order, in UTF-8. Amounts are whole Iraqi dinars.").limited(limit).within(.minutes(10)).answering("text/csv")
        Get ("/export/products/csv",      productsCSV,  .exportMake,   "Export products as CSV",
               details: "One row per product with the units sold and the revenue of the period.").limited(limit).within(.minutes(10)).answering("text/csv")
        Get ("/export/customers/csv",     customersCSV, .exportMake,   "Export customers as CSV",
               details: "One row per shop owner with the number and total of their orders.").limited(limit).within(.minutes(10)).answering("text/csv")
        Get ("/export/sales/pdf",         salesPDF,     .exportMake,   "Export the sales report as PDF",
               details: "Sales by day and by company, in the language of the request. Refused above 2,000 rows.").limited(limit).within(.minutes(2)).answering("application/pdf").refuses(.tooMuchForPaper)
        Get ("/export/inventory/pdf",     inventoryPDF, .exportMake,   "Export the inventory report as PDF",
               details: "Stock and its value by product, in the language of the request. Refused above 2,000 rows.").limited(limit).within(.minutes(2)).answering("application/pdf").refuses(.tooMuchForPaper)
        Get ("/vendors/export/{type}",    ofVendor,     .vendorPortal, "Export the vendor's data as CSV",
               details: "Products, orders, customers or daily sales of the vendor's company.").limited(limit).within(.minutes(10)).answering("text/csv")
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
        try await csv(type.report, call, filter, excel)
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

    var report: Report {
        switch self {
        case .products: MarketReports.products
        case .orders: MarketReports.orders
        case .customers: MarketReports.customers
        case .sales: MarketReports.sales
        }
    }
}
