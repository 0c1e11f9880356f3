import Kernel
import Platform
import Store

extension Documents {
    /// Issues the tutor's document for a sale, once for its cause; nothing for an amount of zero.
    static func issue(_ sale: DocumentedSale, at site: Site, _ tx: borrowing Tx) throws {
        guard let gross = Cents(sale.amount), gross > .zero else { return }
        let tutor = try Tutor.find(sale.tutor, tx)
        let subject = try SchoolSubject.find(sale.subject, tx)
        let tax = SaleTaxation.of(country: tutor.country.rawValue, tutor.regime, isSchool: subject.isSchool)
        let language = try language(of: sale.student, tx)
        let name = subject.name.text(in: language)
        let words = DocumentWords.lessons(sale.lessons, of: sale.minutes, name, in: language)
        let draft = InvoiceDraft(
            account: sale.student,
            series: tax.series,
            cause: sale.cause,
            currency: .euro,
            language: language,
            issuer: try .of(tutor, at: site, tx),
            customer: try .of(student: sale.student, tx),
            lines: [InvoiceLine(words, gross: gross, vatRate: tax.hasVAT ? try .vat(tx) : try .none())],
            issuerAccount: tutor.account,
            isReceipt: tax.isReceipt,
            nature: tax.nature,
            stamp: tax.bearsStamp ? try .now(tx) : nil
        )
        _ = try Invoices.issue(draft, at: site, tx)
    }

    /// Issues a credit note for money of a sale that went back, once for its cause: of at most what is left.
    static func credit(
        _ amount: Int64,
        of sale: String,
        cause: String,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard let invoice = try Invoice.find(cause: sale, tx), let wanted = Cents(amount) else { return }
        // A refund that bounced and is repeated already has its credit note.
        let gross = min(wanted, try Invoices.creditable(invoice, tx))
        guard gross > .zero else { return }
        _ = try Invoices.credit(
            invoice,
            gross,
            series: creditSeries,
            cause: cause,
            because: DocumentWords.refund.text(in: invoice.language),
            // A small document of a kind with a stamp has none, nor has a part of it.
            stamp: invoice.stamp > .zero ? try .now(tx) : nil,
            at: site,
            tx
        )
    }

    /// Issues the platform's receipt for the payment of a plan: a multi-purpose voucher, without VAT.
    static func issue(_ payment: Payment, for plan: LessonPlan, at site: Site, _ tx: borrowing Tx) throws {
        guard let gross = Cents(payment.amount.amountMinor), gross > .zero else { return }
        let language = try language(of: payment.account, tx)
        let words = DocumentWords.plan(
            plan.name.rawValue,
            plan.terms.lessons,
            of: plan.terms.minutes,
            in: language
        )
        let draft = InvoiceDraft(
            account: payment.account,
            series: "P",
            cause: cause(of: payment),
            currency: .euro,
            language: language,
            issuer: .platform(at: site),
            customer: try .of(student: payment.account, tx),
            lines: [InvoiceLine(words, gross: gross, vatRate: try .none())],
            isReceipt: true,
            stamp: try .now(tx)
        )
        _ = try Invoices.issue(draft, at: site, tx)
    }

    static func cause(of payment: Payment) -> String { "payment:\(payment.id)" }

    static let creditSeries = "NC"

    /// The language of an account, if documents are written in it.
    static func language(of account: ID<Account>, _ tx: borrowing Tx) throws -> Language {
        let language = try Account.find(account, tx).locale
        return language == .english ? .english : .italian
    }
}
