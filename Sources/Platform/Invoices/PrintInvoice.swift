import Kernel
import Store

/// Makes the PDF of an invoice, once, and keeps it with the files of its owner.
struct PrintInvoice: Job {
    static let kind = "invoices.print"
    static let policy = JobPolicy(attempts: 20)

    let invoice: ID<Invoice>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, invoice)
        let found = try await call.db.read { tx in
            try tx.first("SELECT \(Invoice.columns) FROM invoice i WHERE i.id = \(id)", as: Invoice.self)
        }
        guard let found else { return .cancel("the invoice is gone") }
        guard found.file == nil else { return .done }
        let corrected = try await call.db.read { tx in
            try found.corrects.map { try Invoice.find($0, tx).reference }
        }
        let bytes = try await site.dependencies.pdfRenderer.print(
            InvoiceDocument(found, correcting: corrected).document
        )
        let name = String(found.reference.map { $0 == "/" ? "-" : $0 }) + ".pdf"
        let file = try await Files.make(name, .pdf, at: site) { try await $0.append(bytes) }
        let isKept = try await call.db.write { tx in
            let isFirst = try !tx.exists("SELECT 1 FROM invoice WHERE id = \(id) AND file_id IS NOT NULL")
            guard isFirst else { return false }
            _ = try Files.keep(file, owner: found.account, by: .system, tx)
            try tx.execute("UPDATE invoice SET file_id = \(file.id) WHERE id = \(id)")
            try site.product.payments.invoicePrinted(Invoice.find(id, tx), site, tx)
            return true
        }
        if !isKept { try await Files.abandon(file, at: site) }
        return .done
    }
}
