import Kernel
import Store
import Web

/// Invoices as the law wants them: numbered without gaps, unchangeable, printed once.
package enum Invoices {
    static let jobs: [any Job.Type] = [PrintInvoice.self]

    /// `permission` says who reads whose.
    package static func routes(needing permission: Permission) -> [Route] {
        [
            Get(
                "/invoices",
                list,
                permission,
                "List invoices",
                details: "The invoices and credit notes within the caller's scope, newest first."
            ),
            Get("/invoices/{id}", show, permission, "Get an invoice"),
            Get(
                "/invoices/{id}/download",
                download,
                permission,
                "Get a download link for an invoice",
                details: "The link opens the PDF for five minutes, without a session."
            )
            .refuses(.invoiceNotPrinted),
        ].tagged("Invoices")
    }

    static let problems: [Problem.Code] = [.invoiceNotPrinted]

    static func list(_ call: Call, page: PageRequest) async throws -> Page<InvoiceView> {
        try await call.db.read { tx in
            try Invoice.list(page, within: call.scope, tx).map(InvoiceView.init)
        }
    }

    static func show(_ call: Call, id: ID<Invoice>) async throws -> InvoiceView {
        try await call.db.read { tx in InvoiceView(try Invoice.find(id, within: call.scope, tx)) }
    }

    static func download(_ call: Call, id: ID<Invoice>) async throws -> InvoiceLink {
        try await call.db.write { tx in
            let invoice = try Invoice.find(id, within: call.scope, tx)
            guard let file = invoice.file else { throw Problem(.invoiceNotPrinted, retryAfter: 2) }
            let link = try Files.link(to: file, by: call.actor, at: call.site, tx)
            try Audit.record(InvoiceAction.link, of: Invoice.subject, id.cast(), by: call.actor, tx)
            return InvoiceLink(url: link.url, expiresAt: link.expiresAt)
        }
    }
}

struct InvoiceLink: View {
    var url: String
    var expiresAt: Instant
}

struct InvoiceView: View {
    var id: ID<Invoice>
    var kind: Invoice.Kind
    /// As people quote it.
    var reference: String
    var series: String
    var year: Int
    var number: Int
    var issuedOn: CivilDate
    var accountId: ID<Account>
    var issuer: InvoiceParty
    var customer: InvoiceParty
    var lines: [InvoiceLine]
    var taxes: [InvoiceTax]
    /// In the smallest unit, with the tax.
    var total: Cents
    var currency: Currency
    /// The invoice that a credit note takes back.
    var correctsId: ID<Invoice>?
    /// Whether the PDF can be had yet.
    var isPrinted: Bool

    init(_ invoice: Invoice) {
        id = invoice.id
        kind = invoice.kind
        reference = invoice.reference
        series = invoice.series
        year = invoice.year
        number = invoice.number
        issuedOn = invoice.issuedOn
        accountId = invoice.account
        issuer = invoice.issuer
        customer = invoice.customer
        lines = invoice.lines
        taxes = invoice.taxes
        total = invoice.total
        currency = invoice.currency
        correctsId = invoice.corrects
        isPrinted = invoice.file != nil
    }
}
