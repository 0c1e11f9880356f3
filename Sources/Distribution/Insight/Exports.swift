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

    static func ordersCSV(_ call: Call, filter: ExportFilter, excel: ForExcel) async throws -> PieceStream {
        try await csv(call, InsightReports.orders, filter, excel, InsightReports.orderRows)
    }

    static func productsCSV(_ call: Call, filter: ExportFilter, excel: ForExcel) async throws -> PieceStream {
        try await csv(call, InsightReports.products, filter, excel, InsightReports.productRows)
    }

    static func customersCSV(_ call: Call, filter: ExportFilter, excel: ForExcel) async throws -> PieceStream
    {
        try await csv(call, InsightReports.customers, filter, excel, InsightReports.customerRows)
    }

    static func ofVendor(
        _ call: Call,
        type: VendorExport,
        filter: ExportFilter,
        excel: ForExcel
    ) async throws -> PieceStream {
        switch type {
        case .orders: try await ordersCSV(call, filter: filter, excel: excel)
        case .products: try await productsCSV(call, filter: filter, excel: excel)
        case .customers: try await customersCSV(call, filter: filter, excel: excel)
        case .sales: try await csv(call, InsightReports.sales, filter, excel, InsightReports.salesRows)
        }
    }

    private static func csv(
        _ call: Call,
        _ report: Report,
        _ filter: ExportFilter,
        _ excel: ForExcel,
        _ rows: @escaping @Sendable (ExportFilter, ReportContext) -> SQL
    ) async throws -> PieceStream {
        try filter.check()
        let download = ReportDownload(report) { context in rows(filter, context) }
        return try await download.csv(call, hasMark: excel.bom ?? false)
    }
}

/// What a vendor can take away of their company.
enum VendorExport: String, Codable, CaseIterable, Sendable, PathValue {
    case products, orders, customers, sales
}
