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
    package let lines: [InvoiceLine]
    package let taxes: [InvoiceTax]
    package let total: Cents
    /// The invoice that a credit note corrects, in full or in part.
    package let corrects: ID<Invoice>?
    /// Nil until the job has made it.
    package let file: ID<StoredFile>?

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
}

extension Invoice: Record {
    package static let columns: SQL =
        """
        i.id, i.account_id, i.kind, i.series, i.year, i.number, i.issued_on, i.issued_at, i.currency, i.language, i.issuer,
        i.customer, i.lines, i.taxes, i.total, i.corrects_id, i.file_id
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
    }
}

extension Invoice: Scoped {
    package static let visibility = Visibility(own: "i.account_id")

    package static func find(_ id: ID<Invoice>, within scope: Scope, _ tx: borrowing Tx) throws -> Invoice {
        try tx.one("SELECT \(columns) FROM invoice i WHERE i.id = \(id) AND \(visible(to: scope))")
    }

    package static func find(_ id: ID<Invoice>, _ tx: borrowing Tx) throws -> Invoice {
        try tx.one("SELECT \(columns) FROM invoice i WHERE i.id = \(id)")
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
        try tx.page(
            page,
            "SELECT \(columns) FROM invoice i WHERE \(visible(to: scope))",
            order: SortOrder(.descending("issued_at", \.issuedAt), .descending("id", \.id))
        )
    }
}
