import Kernel
import Store

/// An invoice or a credit note, unchangeable once it is issued.
package struct Invoice: Sendable {
    package let id: ID<Invoice>
    package let account: ID<Account>
    package let kind: Kind
    package let series: String
    package let year: Int
    package let number: Int
    package let issuedOn: CivilDate
    package let issuedAt: Instant
    package let currency: Currency
    package let language: Language
    package let issuer: InvoiceParty
    package let customer: InvoiceParty
    /// With amounts that include the tax; empty for an invoice with ``netLines``.
    package let lines: [InvoiceLine]
    package let taxes: [InvoiceTax]
    package let total: Cents
    /// The invoice that a credit note corrects, in full or in part.
    package let corrects: ID<Invoice>?
    /// Nil until the job has made it.
    package let file: ID<StoredFile>?
    /// The account in whose name it was issued; nil for the operator of the server.
    package let issuerAccount: ID<Account>?
    /// Whether the seller issues no invoices: the document is a receipt, or corrects one.
    package let isReceipt: Bool
    /// Why it states no VAT; nil when it does, and for receipts.
    package let nature: VATNature?
    /// Whether the buyer owes the VAT.
    package let isReverseCharge: Bool
    /// The stamp duty, which the issuer pays: it is no part of the total.
    package let stamp: Cents
    /// With amounts to which the tax is added; empty for an invoice with ``lines``.
    package let netLines: [InvoiceNetLine]
    /// The cause of its issue, such as `payment:` with an id.
    package let cause: String

    package static let subject = "invoice"

    /// The kind of document.
    package enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Charges the customer.
        case invoice
        /// Credits the customer for an earlier invoice, in full or in part.
        case creditNote = "credit_note"
    }

    /// The full number as printed, `F12/2026`.
    package var reference: String { "\(series)\(number)/\(year)" }

    /// The payment for which it was issued; nil for another cause.
    package var payment: ID<Payment>? {
        cause.hasPrefix("payment:") ? ID<Payment>(String(cause.dropFirst(8))) : nil
    }

    /// The total without VAT.
    package var net: Int64 { taxes.reduce(0) { $0 + $1.net.value } }

    package var vat: Int64 { taxes.reduce(0) { $0 + $1.tax.value } }
}

extension Invoice: Record {
    package static let columns: SQL =
        """
        i.id, i.account_id, i.kind, i.series, i.year, i.number, i.issued_on, i.issued_at, i.currency, i.language, i.issuer,
        i.customer, i.lines, i.taxes, i.total, i.corrects_id, i.file_id, i.issuer_id,
        i.is_receipt, i.nature, i.is_reverse_charge, i.stamp, i.net_lines, i.cause
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        kind = try row.next()
        series = try row.next()
        year = try row.next()
        number = try row.next()
        issuedOn = try row.next()
        issuedAt = try row.next()
        currency = try row.next()
        language = try row.next()
        issuer = try row.json()
        customer = try row.json()
        lines = try row.json()
        taxes = try row.json()
        total = try row.next()
        corrects = try row.next()
        file = try row.next()
        issuerAccount = try row.next()
        isReceipt = try row.next()
        nature = try row.next()
        isReverseCharge = try row.next()
        stamp = try row.next()
        netLines = try row.json([InvoiceNetLine]?.self) ?? []
        cause = try row.next()
    }
}

extension Invoice: Scoped {
    package static let visibility = Visibility(own: "i.account_id")

    package static func find(_ id: ID<Invoice>, within scope: Scope, _ tx: borrowing Tx) throws -> Invoice {
        try find(id, where: visible(to: scope), tx)
    }

    /// In the condition the invoice is `i`.
    package static func find(
        _ id: ID<Invoice>,
        where condition: SQL = "TRUE",
        _ tx: borrowing Tx
    ) throws -> Invoice {
        try tx.one("SELECT \(columns) FROM invoice i WHERE i.id = \(id) AND \(condition)")
    }

    /// The invoice for a cause, such as `payment:…`.
    package static func find(cause: String, _ tx: borrowing Tx) throws -> Invoice? {
        try tx.first("SELECT \(columns) FROM invoice i WHERE i.cause = \(cause)")
    }

    /// Newest first.
    package static func list(
        _ page: PageRequest,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> Page<Invoice> {
        try list(page, where: [visible(to: scope)], tx)
    }

    /// Newest first; in conditions the invoice is `i`.
    package static func list(
        _ page: PageRequest,
        where conditions: [SQL],
        _ tx: borrowing Tx
    ) throws -> Page<Invoice> {
        try tx.page(
            page,
            "SELECT \(columns) FROM invoice i WHERE \(SQL.all(conditions))",
            order: SortOrder(.descending("issued_at", \.issuedAt), .descending("id", \.id))
        )
    }
}
