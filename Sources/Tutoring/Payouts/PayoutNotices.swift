import Kernel
import Platform
import Store

/// The notices about payouts.
enum PayoutNotices {
    static let handlers = [
        EffectHandler(.tellPayeePaid, of: TutorPayout.self) { payout, _, tx in
            try payout.notify(.payoutPaid, tx)
        },
        EffectHandler(.tellPayeeFailed, of: TutorPayout.self) { payout, _, tx in
            try payout.notify(.payoutFailed, tx)
        },
        EffectHandler(.tellPayeeSentBack, of: TutorPayout.self) { payout, _, tx in
            try payout.notify(.payoutReturned, tx)
        },
    ]
}

extension TutorPayout {
    fileprivate func notify(_ template: NoticeTemplate, _ tx: borrowing Tx) throws {
        try TutoringNotice.send(
            template,
            to: [payee.account],
            about: (Self.kind, id.cast()),
            facts,
            key: "\(template.name):\(id)",
            tx
        )
    }

    /// Tells the tutor that a part of it came back.
    func notifyOfPart(_ amount: Int64, _ tx: borrowing Tx) throws {
        var facts = facts
        facts["amount"] = .euros(amount)
        try TutoringNotice.send(
            .payoutPartReturned,
            to: [payee.account],
            about: (Self.kind, id.cast()),
            facts,
            tx
        )
    }

    /// Tells the administrators that the payment provider does not answer.
    func notifyOfSilence(_ tx: borrowing Tx) throws {
        try TutoringNotice.sendToAdministrators(
            .payoutUnanswered,
            about: (Self.kind, id.cast()),
            facts,
            key: "payout_unanswered:\(id)",
            tx
        )
    }

    private var facts: [String: NoticeFact] {
        ["number": "\(number)", "amount": .euros(amount), "reason": "\(statusReason?.rawValue ?? "–")"]
    }
}

// swift-format-ignore
extension NoticeTemplate {
    static let payoutPaid = tutoring("payout.paid",
        subject: ["it": "Il pagamento {{number}} è in arrivo", "en": "Payout {{number}} is on its way"],
        ["it": "{{amount}} sono nel tuo conto presso il fornitore dei pagamenti, che li trasferisce alla tua banca.",
         "en": "{{amount}} are in your account at the payment provider, which transfers them to your bank."],
        preview: ["number": "17"])

    static let payoutFailed = tutoring("payout.failed",
        subject: ["it": "Il pagamento {{number}} non è riuscito", "en": "Payout {{number}} failed"],
        ["it": "Il pagamento di {{amount}} non è riuscito. Riproviamo domani mattina; non devi fare nulla.",
         "en": "The payout of {{amount}} failed. We try again tomorrow morning; you need not do anything."],
        preview: ["number": "17"])

    static let payoutReturned = tutoring("payout.returned",
        subject: ["it": "Il pagamento {{number}} è tornato indietro", "en": "Payout {{number}} came back"],
        ["it": "{{amount}} sono tornati indietro. L'importo entra nel tuo prossimo pagamento, meno quanto restituito agli studenti.",
         "en": "{{amount}} came back. The amount is part of your next payout, less what went back to students."],
        preview: ["number": "17"])

    static let payoutPartReturned = tutoring("payout.part_returned",
        subject: ["it": "Una parte del pagamento {{number}} è tornata indietro", "en": "A part of payout {{number}} came back"],
        ["it": "{{amount}} del pagamento {{number}} sono tornati indietro. Entrano nel tuo prossimo pagamento, meno quanto restituito agli studenti.",
         "en": "{{amount}} of payout {{number}} came back. They are part of your next payout, less what went back to students."],
        preview: ["number": "17"])

    static let payoutUnanswered = tutoring("payout.no_answer",
        subject: ["it": "Il pagamento {{number}} è senza risposta", "en": "Payout {{number}} has no answer"],
        ["it": "Il fornitore dei pagamenti non risponde da un'ora sul trasferimento di {{amount}}. Lo chiediamo di nuovo ogni ora.",
         "en": "The payment provider has not answered for an hour about the transfer of {{amount}}. We ask again every hour."],
        preview: ["number": "17"])

    static let payoutTemplates = [payoutPaid, payoutFailed, payoutReturned, payoutPartReturned, payoutUnanswered]
}
