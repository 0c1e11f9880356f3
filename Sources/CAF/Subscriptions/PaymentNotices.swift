import Kernel
import Platform
import Store

extension NoticeTemplate.Name {
    static let paymentReceived: Self = "caf.payment_received"
    static let refundMade: Self = "caf.refund_made"
}

extension Payment {
    /// Sends the payer a receipt.
    func notifyReceived(at site: Site, _ tx: borrowing Tx) throws {
        try notify(.paymentReceived, of: amount, on: paidAt ?? tx.now, key: "paid:\(id)", at: site, tx)
    }

    /// Tells the payer that money has gone back.
    func notifyReturned(_ refund: Refund, at site: Site, _ tx: borrowing Tx) throws {
        let day = refund.settledAt ?? tx.now
        try notify(.refundMade, of: refund.amount, on: day, key: "refund:\(refund.id)", at: site, tx)
    }

    private func notify(
        _ template: NoticeTemplate.Name,
        of sum: Money,
        on moment: Instant,
        key: String,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard sum.amountMinor > 0 else { return }
        let language = try Account.find(account, tx).locale
        let format = LocalFormat.of(language)
        let plan = try Plan.find(key: purpose, tx)
        let course = try Course.bought(with: self, tx)
        let bought = plan?.name.text(in: [language]) ?? course?.title.text(in: [language])
        let notice = Notice(
            template: template,
            about: (Self.kind, id.cast()),
            values: [
                "item": bought ?? site.product.title,
                "amount": "\(format.decimal(sum.amountMinor, sum.currency.exponent)) \(sum.currency)",
                "date": format.day(Zone.office.civil(moment).date),
                "link": "\(site.dependencies.pagesAddress)/invoices",
            ],
            key: key
        )
        try Notifications.notify(account, notice, tx)
    }
}

private let paymentExample = NoticeExample(
    [
        "item": "Famiglia", "amount": "49,00 EUR", "date": "30/11/2026",
        "link": "https://caf.example.com/invoices",
    ],
    links: ["link"]
)

/// Receipts and news of refunds, for customers.
let paymentTemplates = [
    template(
        .paymentReceived,
        ["en": "{{item}}: payment received", "it": "{{item}}: pagamento ricevuto"],
        [
            "en":
                "We received your payment of {{amount}} for {{item}} on {{date}}. Your invoices are here:\n\n{{link}}",
            "it":
                "Abbiamo ricevuto il {{date}} il suo pagamento di {{amount}} per {{item}}. Le sue fatture sono qui:\n\n{{link}}",
        ],
        like: paymentExample
    ),
    template(
        .refundMade,
        ["en": "{{item}}: refund of {{amount}}", "it": "{{item}}: rimborso di {{amount}}"],
        [
            "en": "We refunded {{amount}} for {{item}} on {{date}}. Your credit notes are here:\n\n{{link}}",
            "it":
                "Il {{date}} abbiamo rimborsato {{amount}} per {{item}}. Le sue note di credito sono qui:\n\n{{link}}",
        ],
        like: paymentExample
    ),
]
