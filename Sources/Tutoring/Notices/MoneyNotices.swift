import Kernel
import Platform

// Messages about payments and paid lessons.
// swift-format-ignore
extension NoticeTemplate {
    static let moneyNotices: [NoticeTemplate] = [paymentReceived, saleMade, refundMade, unitsReturned, unitsEnding, packageArchived, chargebackOpened]

    static let paymentReceived = tutoring("money.paid",
        subject: ["it": "Pagamento ricevuto", "en": "Payment received"],
        [
            "it": "Abbiamo ricevuto {{amount}} per: {{thing}}.",
            "en": "We have received {{amount}} for: {{thing}}.",
        ])

    static let saleMade = tutoring("money.sold",
        subject: ["it": "Nuova vendita", "en": "New sale"],
        [
            "it": "{{other}} ha comprato: {{thing}}, per {{amount}}.",
            "en": "{{other}} bought: {{thing}}, for {{amount}}.",
        ])

    static let refundMade = tutoring("money.refunded",
        subject: ["it": "Rimborso", "en": "Refund"],
        [
            "it": "Ti rimborsiamo {{amount}} per: {{thing}}. Il tempo di arrivo dipende dalla tua banca.",
            "en": "We refund {{amount}} for: {{thing}}. When it arrives depends on your bank.",
        ])

    static let unitsReturned = tutoring("money.given_back",
        subject: ["it": "Lezioni restituite", "en": "Lessons given back"],
        [
            "it": """
            Ti sono restituite {{lessons}} lezioni di: {{thing}}.

            Motivo: {{reason}}
            """,
            "en": """
            You get {{lessons}} lessons of: {{thing}} back.

            Reason: {{reason}}
            """,
        ])

    static let unitsEnding = tutoring("money.ending",
        subject: ["it": "Le tue lezioni scadono", "en": "Your lessons expire"],
        [
            "it": "Hai ancora {{lessons}} lezioni di: {{thing}}. Scadono: {{end}}.",
            "en": "You still have {{lessons}} lessons of: {{thing}}. They expire: {{end}}.",
        ])

    static let packageArchived = tutoring("money.package_archived",
        subject: ["it": "Pacchetto ritirato", "en": "Package withdrawn"],
        [
            "it": """
            Un amministratore ha ritirato dalla vendita il tuo pacchetto «{{thing}}».

            Motivo: {{reason}}
            """,
            "en": """
            An administrator has taken your package “{{thing}}” off sale.

            Reason: {{reason}}
            """,
        ])

    static let chargebackOpened = tutoring("money.chargeback",
        subject: ["it": "Contestazione di un addebito", "en": "Chargeback"],
        [
            "it": "La banca di {{other}} ha contestato un pagamento di {{amount}} per lezioni di {{tutor}}. Le unità e i guadagni sono bloccati.",
            "en": "The bank of {{other}} disputes a payment of {{amount}} for lessons of {{tutor}}. The units and the earnings are frozen.",
        ])
}
