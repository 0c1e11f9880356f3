import Kernel
import Platform
import Store

// swift-format-ignore
extension NoticeTemplate {
    static let chargebackWon = tutoring(
        "money.chargeback_won",
        subject: ["it": "La contestazione di {{amount}} è respinta", "en": "The contested {{amount}} is back"],
        [
            "it": "La banca ha deciso sul pagamento di {{amount}} di {{other}}: il denaro è tornato. Crediti e guadagni sono liberi.",
            "en": "The bank has decided about the payment of {{amount}} by {{other}}: the money is back. Credits and earnings are free.",
        ]
    )
    static let chargebackLost = tutoring(
        "money.chargeback_lost",
        subject: ["it": "La contestazione di {{amount}} è accolta", "en": "The contested {{amount}} is lost"],
        [
            "it": "La banca ha deciso sul pagamento di {{amount}} di {{other}}: il denaro resta al cliente. Le lezioni non ancora tenute sono annullate; i guadagni di quelle tenute restano.",
            "en": "The bank has decided about the payment of {{amount}} by {{other}}: the customer keeps the money. Lessons not yet given are cancelled; earnings of those given stay.",
        ]
    )
}

/// The notices of chargebacks, to the tutor and the administrators; the student has made them.
enum ChargebackNotices {
    static let templates: [NoticeTemplate] = [.chargebackWon, .chargebackLost]

    static func opened(_ chargeback: Chargeback, _ purchase: Purchase, _ tx: borrowing Tx) throws {
        try send(.chargebackOpened, chargeback, purchase, tx)
    }

    static func ended(_ chargeback: Chargeback, _ purchase: Purchase, _ tx: borrowing Tx) throws {
        try send(chargeback.state == .won ? .chargebackWon : .chargebackLost, chargeback, purchase, tx)
    }

    /// A plan is the platform's sale, so only administrators learn of it.
    static func send(
        _ template: NoticeTemplate,
        _ chargeback: PaymentChargeback,
        _ payment: Payment,
        _ tx: borrowing Tx
    ) throws {
        let student = try StudentCard.of([payment.account], tx)[payment.account]
        let facts: [String: NoticeFact] = [
            "amount": .euros(chargeback.amount.amountMinor), "other": .words(student?.name ?? "–"),
            "tutor": "–",
        ]
        let about = (kind: Payment.kind, id: ID<Subject>(raw: payment.id.raw))
        let key = "\(template.name):\(chargeback.id)"
        try TutoringNotice.sendToAdministrators(template, about: about, facts, key: key, tx)
    }

    private static func send(
        _ template: NoticeTemplate,
        _ chargeback: Chargeback,
        _ purchase: Purchase,
        _ tx: borrowing Tx
    ) throws {
        let tutor = try Tutor.find(purchase.tutor, tx)
        let facts = try PurchaseNotices.facts(purchase, tutor, chargeback.amount.amountMinor, tx)
        let about = PurchaseNotices.about(purchase)
        let key = "\(template.name):\(chargeback.id)"
        try TutoringNotice.send(template, to: [tutor.account], about: about, facts, key: key, tx)
        try TutoringNotice.sendToAdministrators(template, about: about, facts, key: key, tx)
    }
}
