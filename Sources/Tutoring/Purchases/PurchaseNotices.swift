import Kernel
import Platform
import Store

// swift-format-ignore
extension NoticeTemplate {
    fileprivate static let purchaseSentBack = tutoring(
        "money.sent_back",
        subject: ["it": "Ti restituiamo {{amount}}", "en": "{{amount}} goes back to you"],
        [
            "it": "Il tuo pagamento di {{amount}} è arrivato quando non era più possibile accettarlo, o con un altro importo. Te lo restituiamo per intero.",
            "en": "Your payment of {{amount}} came when it could no longer be accepted, or in another amount. All of it goes back to you.",
        ]
    )
    fileprivate static let refundOrdered = tutoring(
        "money.refund_ordered",
        subject: ["it": "Un amministratore rimborsa {{amount}}", "en": "An administrator refunds {{amount}}"],
        [
            "it": """
            Un amministratore ha ordinato il rimborso di {{amount}} per: {{thing}}.

            Motivo: {{reason}}
            """,
            "en": """
            An administrator has ordered a refund of {{amount}} for: {{thing}}.

            Reason: {{reason}}
            """,
        ]
    )
    static let refundFailed = tutoring(
        "money.refund_failed",
        subject: ["it": "Un rimborso di {{amount}} non è riuscito", "en": "A refund of {{amount}} has failed"],
        [
            "it": "Il rimborso di {{amount}} a {{other}} non è riuscito: {{reason}}. Ordinalo di nuovo dal pagamento.",
            "en": "The refund of {{amount}} to {{other}} has failed: {{reason}}. Order it again at the payment.",
        ]
    )
    static let refundByHand = tutoring(
        "money.refund_by_hand",
        subject: ["it": "Un rimborso di {{amount}} fatto a mano", "en": "A refund of {{amount}} made by hand"],
        [
            "it": "Presso il fornitore dei pagamenti qualcuno ha rimborsato {{amount}} a {{other}}. I crediti non sono cambiati: l'importo è una perdita.",
            "en": "Somebody has refunded {{amount}} to {{other}} at the payment provider. The credits have not changed: the amount is a loss.",
        ]
    )
}

/// The notices of purchases and of their refunds.
enum PurchaseNotices {
    static let templates: [NoticeTemplate] = [
        .purchaseSentBack, .refundOrdered, .refundFailed, .refundByHand,
    ]

    static func paid(_ purchase: Purchase, _ tx: borrowing Tx) throws {
        let tutor = try Tutor.find(purchase.tutor, tx)
        let facts = try facts(purchase, tutor, purchase.amount, tx)
        try TutoringNotice.send(.paymentReceived, to: [purchase.student], about: about(purchase), facts, tx)
        try TutoringNotice.send(.saleMade, to: [tutor.account], about: about(purchase), facts, tx)
    }

    static func sentBack(_ purchase: Purchase, _ charge: Charge, _ tx: borrowing Tx) throws {
        let amount = NoticeFact.euros(charge.paid?.amountMinor ?? 0)
        let key = "sent_back:\(charge.id)"
        try TutoringNotice.send(
            .purchaseSentBack,
            to: [purchase.student],
            about: about(purchase),
            ["amount": amount],
            key: key,
            tx
        )
    }

    /// Both sides learn why an administrator refunds.
    static func ordered(
        _ amount: Int64,
        of purchase: Purchase,
        because reason: Reason,
        _ tx: borrowing Tx
    ) throws {
        let tutor = try Tutor.find(purchase.tutor, tx)
        var facts = try facts(purchase, tutor, amount, tx)
        facts["reason"] = .words(reason.rawValue)
        let sides = [purchase.student, tutor.account]
        try TutoringNotice.send(.refundOrdered, to: sides, about: about(purchase), facts, tx)
    }

    static func refunded(_ refund: ChargeRefund, _ purchase: Purchase, _ tx: borrowing Tx) throws {
        let tutor = try Tutor.find(purchase.tutor, tx)
        let facts = try facts(purchase, tutor, refund.amount.amountMinor, tx)
        let key = "refunded:\(refund.id)"
        try TutoringNotice.send(
            .refundMade,
            to: [purchase.student],
            about: about(purchase),
            facts,
            key: key,
            tx
        )
    }

    /// Administrators learn of a refund that went wrong, or that they did not order.
    static func refundTrouble(
        _ template: NoticeTemplate,
        _ refund: ChargeRefund,
        _ purchase: Purchase,
        _ tx: borrowing Tx
    ) throws {
        var facts = try facts(purchase, Tutor.find(purchase.tutor, tx), refund.amount.amountMinor, tx)
        facts["reason"] = .words(refund.failure ?? "–")
        let key = "\(template.name):\(refund.id):\(refund.state.rawValue)"
        try TutoringNotice.sendToAdministrators(template, about: about(purchase), facts, key: key, tx)
    }

    static func facts(
        _ purchase: Purchase,
        _ tutor: Tutor,
        _ amount: Int64,
        _ tx: borrowing Tx
    ) throws -> [String: NoticeFact] {
        let student = try StudentCard.of([purchase.student], tx)[purchase.student]
        return [
            "tutor": .words(tutor.displayName.rawValue), "other": .words(student?.name ?? "–"),
            "thing": .lessons(purchase.lessons, of: purchase.subject), "amount": .euros(amount),
        ]
    }

    static func about(_ purchase: Purchase) -> (kind: String, id: ID<Subject>) {
        (Purchase.kind, purchase.id.cast())
    }
}
