import Kernel
import Platform
import Store
import Web

/// The market's reports as files of the answer itself.
enum Exports {
    static let routes = rows.tagged("Exports")
    private static let limit = RateLimit("export", 60, per: .hours(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                            handler       needs
        Get ("/export/orders/csv",        ordersCSV,    .exportMake,   "Orders as CSV").limited(limit).within(.minutes(10)).answering("text/csv")
        Get ("/export/products/csv",      productsCSV,  .exportMake,   "Products with what was sold of them, as CSV").limited(limit).within(.minutes(10)).answering("text/csv")
        Get ("/export/customers/csv",     customersCSV, .exportMake,   "Shop owners with what they ordered, as CSV").limited(limit).within(.minutes(10)).answering("text/csv")
        Get ("/export/sales/pdf",         salesPDF,     .exportMake,   "Sales on paper").limited(limit).within(.minutes(2)).answering("application/pdf").refuses(.tooMuchForPaper)
        Get ("/export/inventory/pdf",     inventoryPDF, .exportMake,   "What is in store, on paper").limited(limit).within(.minutes(2)).answering("application/pdf").refuses(.tooMuchForPaper)
        Get ("/vendors/export/{type}",    ofVendor,     .vendorPortal, "The company's products, orders, customers or sales, as CSV").limited(limit).within(.minutes(10)).answering("text/csv")
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

/// What a vendor can take away of their company.
enum VendorExport: String, Codable, CaseIterable, Sendable, PathValue {
    case products, orders, customers, sales

    var report: Report {
        switch self {
        case .products: MarketReports.products
        case .orders: MarketReports.orders
        case .customers: MarketReports.customers
        case .sales: MarketReports.sales
        }
    }
}
