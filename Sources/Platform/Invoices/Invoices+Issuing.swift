import Kernel
import Store

extension Invoices {
    /// Issues an invoice with the next number of its series, or returns the invoice that its cause already has.
    ///
    /// The number is counted in the caller's transaction: a rollback leaves no gap, and no other transaction counts
    /// before this one has ended.
    package static func issue(_ draft: InvoiceDraft, at site: Site, _ tx: borrowing Tx) throws -> Invoice {
        if let known = try Invoice.find(cause: draft.cause, tx) { return known }
        return try insert(draft, .invoice, corrects: nil, at: site, tx)
    }

    /// Issues a credit note of `gross` for an invoice; refused with 409 when less than that is left.
    ///
    /// `stamp` is the duty on credit notes of its kind.
    package static func credit(
        _ invoice: Invoice,
        _ gross: Cents,
        series: String,
        cause: String,
        because reason: String,
        stamp: StampDuty? = nil,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Invoice {
        if let known = try Invoice.find(cause: cause, tx) { return known }
        guard gross > .zero, try gross <= creditable(invoice, tx) else { throw Problem(.conflict) }
        let draft = InvoiceDraft(
            account: invoice.account,
            series: series,
            cause: cause,
            currency: invoice.currency,
            language: invoice.language,
            issuer: invoice.issuer,
            customer: invoice.customer,
            lines: shares(of: gross, in: invoice, reason),
            issuerAccount: invoice.issuerAccount,
            isReceipt: invoice.isReceipt,
            nature: invoice.nature,
            isReverseCharge: invoice.isReverseCharge,
            stamp: stamp
        )
        return try insert(draft, .creditNote, corrects: invoice.id, at: site, tx)
    }

    /// Issues a credit note of `net` for an invoice with net lines; refused with 409 when less than that is left.
    package static func credit(
        _ invoice: Invoice,
        net: Cents,
        series: String,
        cause: String,
        because reason: String,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Invoice {
        if let known = try Invoice.find(cause: cause, tx) { return known }
        guard net > .zero, let rate = invoice.taxes.first?.vatRate, try net <= creditableNet(invoice, tx)
        else {
            throw Problem(.conflict)
        }
        let draft = InvoiceDraft(
            account: invoice.account,
            series: series,
            cause: cause,
            currency: invoice.currency,
            language: invoice.language,
            issuer: invoice.issuer,
            customer: invoice.customer,
            netLines: [InvoiceNetLine(reason, net: net.value, vatRate: rate)],
            issuerAccount: invoice.issuerAccount,
            nature: invoice.nature,
            isReverseCharge: invoice.isReverseCharge
        )
        return try insert(draft, .creditNote, corrects: invoice.id, at: site, tx)
    }

    /// The amount without VAT, of an invoice with net lines, that no credit note has credited yet.
    package static func creditableNet(_ invoice: Invoice, _ tx: borrowing Tx) throws -> Cents {
        let notes: [Invoice] = try tx.all(
            "SELECT \(Invoice.columns) FROM invoice i WHERE i.corrects_id = \(invoice.id)"
        )
        return Cents(invoice.net - notes.reduce(0) { $0 + $1.net }) ?? .zero
    }

    /// The amount that no credit note has credited yet.
    package static func creditable(_ invoice: Invoice, _ tx: borrowing Tx) throws -> Cents {
        let credited = try tx.value(
            "SELECT COALESCE(SUM(total), 0) FROM invoice WHERE corrects_id = \(invoice.id)",
            as: Int64.self
        )
        return Cents(invoice.total.value - (credited ?? 0)) ?? .zero
    }

    /// Divides the credited amount among the rates of the invoice, in proportion.
    private static func shares(of gross: Cents, in invoice: Invoice, _ reason: String) -> [InvoiceLine] {
        var left = gross.value
        return invoice.taxes.enumerated().compactMap { index, tax in
            let isLast = index == invoice.taxes.count - 1
            let (high, low) = gross.value.multipliedFullWidth(by: tax.gross.value)
            let share =
                isLast ? left : invoice.total.value.dividingFullWidth((high, low)).quotient
            left -= share
            guard share > 0, let amount = Cents(share) else { return nil }
            return InvoiceLine(reason, gross: amount, vatRate: tax.vatRate)
        }
    }

    private static func insert(
        _ draft: InvoiceDraft,
        _ kind: Invoice.Kind,
        corrects: ID<Invoice>?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Invoice {
        let taxes =
            draft.netLines.isEmpty
            ? try InvoiceTax.summary(of: draft.lines) : try InvoiceTax.summary(of: draft.netLines)
        let total = try taxes.reduce(Cents.zero) { try $0.adding($1.gross) }
        let stamp = draft.stamp?.due(on: total) ?? .zero
        let netLines = draft.netLines.isEmpty ? nil : draft.netLines
        let today = site.product.zone.civil(tx.now).date
        let (number, date) = try Counter("invoice_counter").next(of: draft.countedSeries, on: today, tx)
        let id = tx.newID(of: Invoice.self)
        try tx.execute(
            """
            INSERT INTO invoice (id, account_id, kind, series, year, number, issued_on, issued_at, currency, language, issuer,
                                 customer, lines, taxes, total, corrects_id, cause, issuer_id, is_receipt, nature,
                                 is_reverse_charge, stamp, net_lines)
            VALUES (\(id), \(draft.account), \(kind), \(draft.series), \(date.year), \(number), \(date), \(tx.now),
                    \(draft.currency), \(draft.language), \(json: draft.issuer), \(json: draft.customer), \(json: draft.lines),
                    \(json: taxes), \(total), \(corrects), \(draft.cause), \(draft.issuerAccount), \(draft.isReceipt),
                    \(draft.nature), \(draft.isReverseCharge), \(stamp), \(json: netLines))
            """
        )
        try Audit.record(InvoiceAction.issue, of: Invoice.subject, id.cast(), by: .system, tx)
        try tx.enqueue(PrintInvoice(invoice: id), unique: id.description)
        return try Invoice.find(id, tx)
    }
}

extension InvoiceDraft {
    /// The series that is counted: every issuer counts its own.
    fileprivate var countedSeries: String {
        issuerAccount.map { "\($0)/\(series)" } ?? series
    }
}
