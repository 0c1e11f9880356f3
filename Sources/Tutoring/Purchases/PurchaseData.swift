import Kernel
import Platform
import Store

extension Purchase {
    static let personalData = PersonalData(
        "purchases",
        ["it": "Acquisti di lezioni", "en": "Purchases of lessons"],
        tables: ["purchase"],
        rows: { "purchase p WHERE p.student_id = \($0)" },
        export: .init(
            by: "p.id",
            .text("kind", "p.kind"),
            .text("subject", "p.subject"),
            .integer("lessons", "p.lessons"),
            .integer("amount_minor", "p.amount"),
            .text("state", "p.state"),
            .instant("created_at", "p.created_at"),
            .instant("paid_at", "p.paid_at")
        ),
        erasure: .keep(.init(for: .years(10), from: "p.created_at"), because: Lot.accounting)
    )
}
