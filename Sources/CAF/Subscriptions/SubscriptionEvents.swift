import Kernel
import Platform
import Store

/// The office's reactions to payments: invoices, credit notes and notifications.
let paymentPolicy = PaymentPolicy(
    subscriptionChanged: notifyOfSubscription,
    paid: { payment, site, tx in
        try invoice(payment, at: site, tx)
        try Course.paid(payment, at: site, tx)
        try payment.notifyReceived(at: site, tx)
    },
    refunded: { refund, payment, site, tx in
        try credit(refund, of: payment, at: site, tx)
        try payment.notifyReturned(refund, at: site, tx)
    },
    invoicePrinted: { invoice, site, tx in try invoice.mail(at: site, tx) },
    purposes: purposeNames,
    purposesFound: purposesFound,
    purposeTitles: purposeTitles
)

@Sendable private func notifyOfSubscription(
    _ subscription: Subscription,
    _ old: Subscription?,
    _ site: Site,
    _ tx: borrowing Tx
) throws {
    guard subscription.status != old?.status else { return }
    let template: NoticeTemplate.Name? =
        switch subscription.status {
        case .pastDue: .paymentFailed
        case .canceled: .subscriptionEnded
        case .trialing, .active:
            old == nil || old?.status == .incomplete ? .subscriptionBegun : nil
        case .incomplete, .incompleteExpired, .unpaid, .paused: nil
        }
    guard let template else { return }
    try subscription.notify(template, tx)
}

extension Subscription {
    func notify(_ template: NoticeTemplate.Name, key: String? = nil, _ tx: borrowing Tx) throws {
        let plan = try Plan.find(key: planKey, tx)
        let end = Zone.office.civil(trialEnd ?? periodEnd).date.parts
        let notice = Notice(
            template: template,
            about: (Self.kind, id.cast()),
            values: [
                "plan": plan?.name.it.rawValue ?? "",
                "date": "\(end.day)/\(end.month)/\(end.year)",
            ],
            key: key
        )
        try Notifications.notify(account, notice, tx)
    }
}

@Sendable private func invoice(_ payment: Payment, at site: Site, _ tx: borrowing Tx) throws {
    guard let gross = Cents(payment.amount.amountMinor), gross > .zero else { return }
    let plan = try Plan.find(key: payment.purpose, tx)
    let course = try Course.bought(with: payment, tx)
    let profile = try Profile.find(payment.account, tx)
    let language = try Account.find(payment.account, tx).locale
    let draft = InvoiceDraft(
        account: payment.account,
        series: "F",
        cause: "payment:\(payment.id)",
        currency: payment.amount.currency,
        language: language,
        issuer: site.dependencies.issuer ?? .sample,
        customer: InvoiceParty(
            name: "\(profile.firstName) \(profile.lastName)",
            address: profile.residence?.lines ?? [],
            taxCode: profile.codiceFiscale?.rawValue
        ),
        lines: [
            InvoiceLine(
                plan?.name.text(in: [language]) ?? course?.title.text(in: [language]) ?? site.product.title,
                gross: gross,
                vatRate: plan?.terms.vatRate ?? ordinaryRate
            )
        ]
    )
    _ = try Invoices.issue(draft, at: site, tx)
}

/// 22 %, the ordinary rate.
private let ordinaryRate = Percent(2_200) ?? Percent.placeholder

@Sendable private func credit(
    _ refund: Refund,
    of payment: Payment,
    at site: Site,
    _ tx: borrowing Tx
) throws {
    guard let invoice = try Invoice.find(cause: "payment:\(payment.id)", tx),
        let wanted = Cents(refund.amount.amountMinor)
    else { return }
    // A refund that the bank returned and that is repeated already has its credit note.
    let gross = min(wanted, try Invoices.creditable(invoice, tx))
    guard gross > .zero else { return }
    let words: LocalizedText = ["en": "Refund", "it": "Rimborso"]
    _ = try Invoices.credit(
        invoice,
        gross,
        series: "NC",
        cause: "refund:\(refund.id)",
        because: words.text(in: invoice.language),
        at: site,
        tx
    )
}

extension Address {
    fileprivate var lines: [String] {
        [street.rawValue, "\(postalCode) \(city) (\(province))"]
    }
}

extension InvoiceParty {
    /// For development: production refuses sales without a real issuer.
    fileprivate static let sample = InvoiceParty(
        name: "FAC-SIMILE · SAMPLE",
        address: ["Via di prova 1", "00100 Roma (RM)"],
        vatNumber: "00000000000"
    )
}
