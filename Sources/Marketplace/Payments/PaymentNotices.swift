import Kernel
import Platform
import Store

extension NoticeTemplate {
    fileprivate static let paymentReceived = payment(
        "received",
        "Payment for {{job}}",
        "Your payment of {{amount}} USD for {{job}} has arrived. It is kept until the job is completed."
    )
    static let paymentFailed = payment(
        "failed",
        "The payment for {{job}} was not made",
        "The payment of {{amount}} USD for {{job}} was refused or not finished. Try again before the award ends."
    )
    static let paymentStray = payment(
        "stray",
        "Money goes back to you",
        "A payment of {{amount}} USD for {{job}} came when it was no longer needed, or in another amount. All of it is being sent back."
    )
    static let chargebackOpened = payment(
        "chargeback_opened",
        "The payment for {{job}} is contested",
        "The customer contests the payment of {{amount}} USD for {{job}} at the bank. Its money waits for the decision."
    )
    static let chargebackWon = payment(
        "chargeback_won",
        "The contested payment for {{job}} is back",
        "The bank has decided about the payment of {{amount}} USD for {{job}}: the money has come back."
    )
    static let chargebackLost = payment(
        "chargeback_lost",
        "The contested payment for {{job}} is lost",
        "The bank has decided about the payment of {{amount}} USD for {{job}}: the customer keeps the money."
    )

    private static func payment(_ what: String, _ subject: String, _ body: String) -> NoticeTemplate {
        let example = ["job": "Paint the fence", "amount": "120.00"]
        return .market(.payment, what, subject: subject, body, preview: example)
    }
}

/// The notices of payments; those of the job itself say that it is funded.
enum PaymentNotices {
    static let templates: [NoticeTemplate] = [
        .paymentReceived, .paymentFailed, .paymentStray, .chargebackOpened, .chargebackWon, .chargebackLost,
    ]

    static func received(_ charge: Charge, _ award: Award, _ job: Job, _ tx: borrowing Tx) throws {
        try notify(.paymentReceived, [job.customer], about: charge, job, tx)
    }

    static func notify(
        _ template: NoticeTemplate,
        _ accounts: [ID<Account>?],
        about charge: Charge,
        _ job: Job,
        _ tx: borrowing Tx
    ) throws {
        let key = "\(template.name):\(charge.id):\(charge.version)"
        try MarketNotice.notify(
            template,
            accounts,
            about: (Charge.kind, charge.id.cast()),
            values(charge, job),
            key: key,
            tx
        )
    }

    /// The provider, the local managers and the administrators learn of a chargeback; the customer has made it.
    static func contested(_ template: NoticeTemplate, _ charge: Charge, _ job: Job, _ tx: borrowing Tx) throws
    {
        let about = (kind: Charge.kind, id: ID<Subject>(raw: charge.id.raw))
        let values = values(charge, job)
        let key = "\(template.name):\(charge.id):\(charge.version)"
        try MarketNotice.notify(template, [job.providerAccount], about: about, values, key: key, tx)
        try MarketNotice.notifyManagers(of: job.region, template, about: about, values, key: key, tx)
        try MarketNotice.notifyAdministrators(template, about: about, values, key: key, tx)
    }

    private static func values(_ charge: Charge, _ job: Job) -> [String: String] {
        [
            "job": job.sharedTitle,
            "amount": Money.plain(charge.paid?.amountMinor ?? charge.amount.amountMinor),
        ]
    }
}
