import Kernel
import Platform
import Web

/// An invoice, a receipt or a credit note, as it was issued.
struct DocumentView: View {
    /// The key by which it is shown and its PDF fetched; `reference` is the printed one.
    var id: ID<Invoice>
    /// Whether it charges with an invoice or a receipt, or credits.
    var kind: DocumentKind
    /// The full number, as printed: `F12/2027`.
    var reference: String
    /// The letters before the number.
    var series: String
    /// The calendar year of the numbering.
    var year: Int
    /// Counted from 1 without gaps within issuer, series and year.
    var number: Int
    /// The date on the document, in Rome.
    var issuedOn: CivilDate
    /// The account that received it: the student's, or the tutor's for a commission.
    var accountId: ID<Account>
    /// The seller on the day of issue: the tutor, or the platform for plans and commissions.
    var issuer: InvoiceParty
    /// The buyer on the day of issue.
    var customer: InvoiceParty
    /// The items, in printed order.
    var lines: [DocumentLine]
    /// Whether the amounts of the items include the VAT.
    var linesIncludeVat: Bool
    /// The VAT by rate, the highest rate first.
    var taxes: [DocumentTax]
    /// The total in cents, VAT included; positive for a credit note too.
    var totalMinor: Int64
    /// The currency of all amounts.
    var currency: Currency
    /// The reason why no VAT is stated, as in Italian electronic invoices; absent where VAT is, and for receipts.
    var nature: VATNature?
    /// Whether the customer owes the VAT.
    var isReverseCharge: Bool
    /// The stamp duty in cents, which the issuer pays beyond the total; 0 without one.
    var stampMinor: Int64
    /// The document that a credit note corrects; absent for others.
    var correctsId: ID<Invoice>?
    /// Whether the PDF is ready.
    var isPrinted: Bool

    init(_ invoice: Invoice) {
        id = invoice.id
        kind = DocumentKind(of: invoice)
        reference = invoice.reference
        series = invoice.series
        year = invoice.year
        number = invoice.number
        issuedOn = invoice.issuedOn
        accountId = invoice.account
        issuer = invoice.issuer
        customer = invoice.customer
        lines =
            invoice.lines.map { DocumentLine($0.description, $0.gross.value, $0.vatRate) }
            + invoice.netLines.map { DocumentLine($0.description, $0.net, $0.vatRate) }
        linesIncludeVat = invoice.netLines.isEmpty
        taxes = invoice.taxes.map(DocumentTax.init)
        totalMinor = invoice.total.value
        currency = invoice.currency
        nature = invoice.nature
        isReverseCharge = invoice.isReverseCharge
        stampMinor = invoice.stamp.value
        correctsId = invoice.corrects
        isPrinted = invoice.file != nil
    }
}

/// An item of a document.
struct DocumentLine: Codable, Sendable {
    /// The goods or the service, in the customer's language.
    var description: String
    /// In cents, with or without VAT as `lines_include_vat` says; negative for a deduction.
    var amountMinor: Int64
    /// In hundredths of a percent: 2200 is 22 percent.
    var vatRate: Percent

    init(_ description: String, _ amount: Int64, _ rate: Percent) {
        self.description = description
        amountMinor = amount
        vatRate = rate
    }
}

/// The sums of all items with one rate of VAT.
struct DocumentTax: Codable, Sendable {
    /// In hundredths of a percent: 2200 is 22 percent.
    var vatRate: Percent
    /// In cents, without VAT.
    var netMinor: Int64
    /// The VAT in cents.
    var taxMinor: Int64
    /// In cents, VAT included.
    var grossMinor: Int64

    init(_ tax: InvoiceTax) {
        vatRate = tax.vatRate
        netMinor = tax.net.value
        taxMinor = tax.tax.value
        grossMinor = tax.gross.value
    }
}
