import Kernel
import Platform
import Store

extension Lot {
    /// Credits and earnings are part of the accounting of the sales.
    static let personalData = [
        PersonalData(
            "credits",
            ["it": "Crediti", "en": "Credits"],
            tables: ["lot", "lot_entry", "lesson_money"],
            rows: { "lot l WHERE l.student_id = \($0)" },
            export: .init(
                by: "l.id",
                .text("subject", "l.subject"),
                .integer("granted", "l.granted"),
                .integer("available", "l.available"),
                .integer("used", "l.used"),
                .instant("expires_at", "l.expires_at"),
                .instant("created_at", "l.created_at")
            ),
            erasure: .keep(.init(for: .years(10), from: "l.created_at"), because: accounting)
        ),
        PersonalData(
            "earnings",
            ["it": "Guadagni", "en": "Earnings"],
            tables: ["tutor_entry"],
            rows: { "tutor_entry e JOIN tutor t ON t.id = e.tutor_id WHERE t.account_id = \($0)" },
            export: .init(
                by: "e.id",
                .text("kind", "e.kind"),
                .integer("amount_minor", "e.amount"),
                .instant("at", "e.at")
            ),
            erasure: .keep(.init(for: .years(10), from: "e.at"), because: accounting)
        ),
    ]

    static let accounting: LocalizedText = [
        "it": "Le scritture contabili si conservano per dieci anni (art. 2220 c.c.).",
        "en": "Accounting records are kept for ten years (art. 2220 of the Italian civil code).",
    ]
}
