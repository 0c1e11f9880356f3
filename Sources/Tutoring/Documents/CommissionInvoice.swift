import Kernel
import Platform
import Store

/// The platform's invoice to a tutor for the commissions of a month, less the returned ones.
///
/// A sum below zero becomes credit notes for earlier invoices, the newest first. The VAT is reckoned on the sum; what it
/// differs from the VAT of the single charges by goes to the account `rounding`.
struct CommissionInvoice: Sendable {
    let tutor: ID<Tutor>
    /// The first day of the month.
    let month: CivilDate

    static let kind = "commission_invoice"

    /// The commissions of a month in cents, as they were booked.
    struct Sums: RowDecodable {
        let charged: Int64
        /// Zero or below.
        let returned: Int64
        let vat: Int64

        var net: Int64 { charged + returned }

        init(_ row: inout Row) throws {
            charged = try row.next()
            returned = try row.next()
            vat = try row.next()
        }
    }

    /// Issues it, once for each tutor and month.
    func issue(at site: Site, _ tx: borrowing Tx) throws {
        let id = tx.newID(of: CommissionInvoice.self)
        let sums = try sums(tx)
        let opened = try tx.execute(
            """
            INSERT INTO commission_invoice (id, tutor_id, month, net, vat_booked, created_at)
            VALUES (\(id), \(tutor), \(month), \(sums.net), \(sums.vat), \(tx.now))
            ON CONFLICT (tutor_id, month) DO NOTHING
            """
        )
        guard opened == 1 else { return }
        let tutor = try Tutor.find(tutor, tx)
        let vat =
            sums.net < 0
            ? -(try credit(-sums.net, to: tutor, at: site, tx)) : try invoice(sums, to: tutor, at: site, tx)
        let lines = [
            Ledger.Line(.rounding, Money(vat - sums.vat, .euro)),
            Ledger.Line(.vat, Money(sums.vat - vat, .euro)),
        ]
        try Ledger.book(Self.kind, of: id.cast(), lines, tx)
    }

    private func sums(_ tx: borrowing Tx) throws -> Sums {
        let (start, end) = Self.bounds(of: month)
        return try tx.one(
            """
            SELECT \(SQL.sum(of: "CASE WHEN e.commission > 0 THEN e.commission ELSE 0 END")),
                   \(SQL.sum(of: "CASE WHEN e.commission < 0 THEN e.commission ELSE 0 END")), \(SQL.sum(of: "e.vat"))
              FROM tutor_entry e WHERE e.tutor_id = \(tutor) AND e.at >= \(start) AND e.at < \(end)
            """
        )
    }

    /// The VAT of the invoice.
    private func invoice(
        _ sums: Sums,
        to tutor: Tutor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Int64 {
        guard sums.net > 0 else { return 0 }
        let tax = try CommissionTaxation(of: tutor, tx)
        let language = try Documents.language(of: tutor.account, tx)
        let parts = [(DocumentWords.commission, sums.charged), (DocumentWords.returned, sums.returned)]
        let draft = InvoiceDraft(
            account: tutor.account,
            series: "C",
            cause: "commission:\(tutor.id):\(month)",
            currency: .euro,
            language: language,
            issuer: .platform(at: site),
            customer: try .of(tutor, at: site, tx),
            netLines: parts.filter { $0.1 != 0 }.map { words, net in
                InvoiceNetLine(words.text(in: language), net: net, vatRate: tax.rate)
            },
            nature: tax.nature,
            isReverseCharge: tax.isReverseCharge
        )
        return try Invoices.issue(draft, at: site, tx).vat
    }

    /// The VAT of the credit notes.
    private func credit(_ net: Int64, to tutor: Tutor, at site: Site, _ tx: borrowing Tx) throws -> Int64 {
        let earlier: [Invoice] = try tx.all(
            """
            SELECT \(Invoice.columns) FROM invoice i
             WHERE i.account_id = \(tutor.account) AND i.series = 'C' AND i.issuer_id IS NULL
             ORDER BY i.issued_at DESC, i.id DESC
            """
        )
        var (left, vat) = (net, Int64(0))
        for invoice in earlier where left > 0 {
            let part = min(left, try Invoices.creditableNet(invoice, tx).value)
            guard part > 0, let amount = Cents(part) else { continue }
            let note = try Invoices.credit(
                invoice,
                net: amount,
                series: Documents.creditSeries,
                cause: "commission:\(tutor.id):\(month):\(invoice.id)",
                because: DocumentWords.returned.text(in: invoice.language),
                at: site,
                tx
            )
            left -= part
            vat += note.vat
        }
        guard left == 0 else { throw MoreReturnedThanCharged() }
        return vat
    }

    private struct MoreReturnedThanCharged: Error {}
}
