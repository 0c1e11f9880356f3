import Kernel
import Platform
import Store
import Web

/// The caller's invoices and credit notes.
enum InvoiceRoutes {
    static let routes = rows.tagged("Payments")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get("/payments/invoices", list, .invoiceRead, "List invoices",
            details: "The invoices and credit notes to the caller, newest first: to customers from providers, to providers from the platform for its commission. Administrators see all. The address of a PDF works for some minutes, without a session.")
    }

    static func list(_ call: Call, page: PageRequest) async throws -> Page<MarketInvoiceView> {
        try await call.db.read { tx in
            let invoices = try Invoice.list(page, within: call.scope, tx)
            var views: [MarketInvoiceView] = []
            for invoice in invoices.data { views.append(try MarketInvoiceView(invoice, for: call, tx)) }
            return Page(views, next: invoices.next, total: invoices.total)
        }
    }
}
