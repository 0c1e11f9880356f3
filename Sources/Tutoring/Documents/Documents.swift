import Kernel
import Platform
import Store
import Web

/// The documents of sales, plans and commissions: students see those they received, tutors also those in their name.
enum Documents {
    static let routes = rows.tagged("Invoices")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get("/invoices",          list, .documentRead, "List invoices", details: "Invoices, receipts and credit notes that the caller received or that were issued in the caller's name, newest first; administrators see all.")
        Get("/invoices/{id}",     show, .documentRead, "Get an invoice")
        Get("/invoices/{id}/pdf", link, .documentRead, "Get an invoice's PDF", details: "The link opens the PDF for five minutes, without a session.").refuses(.invoiceNotPrinted)
    }

    private static let visibility = Visibility(ownWhere: { "(i.account_id = \($0) OR i.issuer_id = \($0))" })

    static func list(
        _ call: Call,
        filter: DocumentFilter,
        page: PageRequest
    ) async throws -> Page<DocumentView> {
        let conditions = filter.conditions + [visibility.visible(to: call.scope)]
        return try await call.db.read { tx in
            try Invoice.list(page, where: conditions, tx).map(DocumentView.init)
        }
    }

    static func show(_ call: Call, id: ID<Invoice>) async throws -> DocumentView {
        try await call.db.read { tx in DocumentView(try find(id, call, tx)) }
    }

    static func link(_ call: Call, id: ID<Invoice>) async throws -> InvoiceLink {
        try await call.db.write { tx in try Invoices.link(to: find(id, call, tx), call, tx) }
    }

    private static func find(_ id: ID<Invoice>, _ call: Call, _ tx: borrowing Tx) throws -> Invoice {
        try Invoice.find(id, where: visibility.visible(to: call.scope), tx)
    }
}

/// A selection of documents.
struct DocumentFilter: Query {
    /// Documents of this kind.
    var kind: DocumentKind?

    var conditions: [SQL] { [kind.map(\.condition)].compactMap(\.self) }
}

/// The kind of a document.
enum DocumentKind: String, Codable, CaseIterable, Sendable {
    /// Charges, by a seller who issues invoices.
    case invoice
    /// Charges, by a seller who issues none.
    case receipt
    /// Credits an earlier document, in full or in part.
    case creditNote = "credit_note"

    init(of invoice: Invoice) {
        self = invoice.kind == .creditNote ? .creditNote : invoice.isReceipt ? .receipt : .invoice
    }

    fileprivate var condition: SQL {
        switch self {
        case .invoice: "i.kind = 'invoice' AND NOT i.is_receipt"
        case .receipt: "i.kind = 'invoice' AND i.is_receipt"
        case .creditNote: "i.kind = 'credit_note'"
        }
    }
}
