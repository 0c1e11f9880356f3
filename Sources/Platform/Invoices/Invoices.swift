import Kernel
import Store
import Web

/// Invoices as the law requires them: numbered without gaps, unchangeable, printed once.
package enum Invoices {
    static let jobs: [any Job.Type] = [PrintInvoice.self]

    /// The scope of `permission` decides on the invoices that a caller may read.
    package static func routes(needing permission: Permission) -> [Route] {
        [
            Get(
                "/invoices",
                list,
                permission,
                "List invoices",
                details: "The invoices and credit notes within the caller's scope, by default newest first."
            ),
            Get("/invoices/{id}", show, permission, "Get an invoice"),
            Get(
                "/invoices/{id}/download",
                download,
                permission,
                "Get an invoice's download link",
                details: "The link opens the PDF for five minutes, without a session."
            )
            .refuses(.invoiceNotPrinted),
        ].tagged("Invoices")
    }

    static let problems: [Problem.Code] = [.invoiceNotPrinted]

    static func list(_ call: Call, filter: InvoiceFilter, page: PageRequest) async throws -> Page<InvoiceView>
    {
        try await call.db.read { tx in try filter.invoices(page, for: call, tx).map(InvoiceView.init) }
    }

    static func show(_ call: Call, id: ID<Invoice>) async throws -> InvoiceView {
        try await call.db.read { tx in InvoiceView(try Invoice.find(id, within: call.scope, tx)) }
    }

    static func download(_ call: Call, id: ID<Invoice>) async throws -> InvoiceLink {
        try await call.db.write { tx in
            try link(to: Invoice.find(id, within: call.scope, tx), call, tx)
        }
    }

    /// A signed address of the PDF for the caller; refused while it is not printed.
    package static func link(to invoice: Invoice, _ call: Call, _ tx: borrowing Tx) throws -> InvoiceLink {
        guard let file = invoice.file else { throw Problem(.invoiceNotPrinted, retryAfter: 2) }
        let link = try Files.link(to: file, by: call.actor, at: call.site, tx)
        try Audit.record(InvoiceAction.link, of: Invoice.subject, invoice.id.cast(), by: call.actor, tx)
        return InvoiceLink(url: link.url, expiresAt: link.expiresAt)
    }
}

/// A signed address of an invoice's PDF.
package struct InvoiceLink: View {
    /// Absolute; works without a session.
    package var url: String
    /// From this moment on the address answers 410.
    package var expiresAt: Instant
}

/// An invoice or a credit note, as it was issued.
struct InvoiceView: View {
    var id: ID<Invoice>
    /// Whether it charges or credits the customer.
    var kind: Invoice.Kind
    /// The full number, as printed: `F12/2026`.
    var reference: String
    /// The letters before the number, such as `F`.
    var series: String
    /// The calendar year of the numbering.
    var year: Int
    /// Counted from 1 without gaps within series and year.
    var number: Int
    /// The date on the document, in the product's zone.
    var issuedOn: CivilDate
    /// The customer's account.
    var accountId: ID<Account>
    /// The seller on the day of issue; in a credit note, that of the corrected invoice.
    var issuer: InvoiceParty
    /// The buyer on the day of issue; in a credit note, that of the corrected invoice.
    var customer: InvoiceParty
    /// The goods and services in printed order.
    var lines: [InvoiceLine]
    /// The tax by rate, the highest rate first.
    var taxes: [InvoiceTax]
    /// In minor units of `currency`, taxes included; positive for a credit note too.
    var total: Cents
    /// The currency of all amounts of the document.
    var currency: Currency
    /// The invoice that a credit note corrects; absent for an invoice.
    var correctsId: ID<Invoice>?
    /// The payment for which it was issued; absent for a credit note.
    var paymentId: ID<Payment>?
    /// Whether the PDF is ready for download.
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
        paymentId = invoice.payment
        isPrinted = invoice.file != nil
    }
}
