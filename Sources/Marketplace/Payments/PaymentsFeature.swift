import Platform
import Web

extension Feature {
    static let payments = Feature(
        routes: PaymentRoutes.routes + InvoiceRoutes.routes + AdminPayments.routes,
        jobs: [IssueCommissionInvoice.self],
        problems: [.setByGatewayOnly],
        bounds: [
            Bound("POST /payments", because: "one open payment for each award of the caller"),
            Bound("POST /payments/process", because: "moves an existing payment"),
            Bound("POST /payments/webhook", because: "signed by the provider"),
            Bound("PUT /payments/{id}/status", because: "ends an existing payment, or reads it again"),
        ],
        templates: PaymentNotices.templates,
        audit: PaymentAction.self
    )
}
