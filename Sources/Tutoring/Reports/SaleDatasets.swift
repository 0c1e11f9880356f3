import Kernel
import Platform
import Store

extension ReportDataset {
    /// Purchases by their opening.
    static let purchases = ReportDataset(
        "purchases",
        ["it": "Acquisti", "en": "Purchases"],
        from: "purchase p JOIN tutor t ON t.id = p.tutor_id LEFT JOIN lot o ON o.purchase_id = p.id",
        filteredBy: [
            ReportDimension("opened_at", .instant, ["it": "Apertura", "en": "Opening"], "p.created_at"),
            ReportDimension("paid_at", .instant, ["it": "Pagamento", "en": "Payment"], "p.paid_at"),
            ReportDimension("student", .id, ["it": "Studente", "en": "Student"], "p.student_id"),
            ReportDimension("amount_each", .money, ["it": "Importo", "en": "Amount"], "p.amount"),
        ],
        dimensions: LocalTimePart.allCases.map { ReportDimension($0, of: "p.created_at") }
            + purchaseDimensions,
        measures: purchaseMeasures
    )

    // swift-format-ignore
    private static let purchaseDimensions: [ReportDimension] = [
        ReportDimension("tutor",      .id,      ["it": "Insegnante", "en": "Tutor"], "p.tutor_id"),
        ReportDimension("tutor_name", .text,    ["it": "Nome dell'insegnante", "en": "Name of the tutor"], "t.display_name"),
        ReportDimension("package",    .id,      ["it": "Pacchetto", "en": "Package"], "p.package_id"),
        ReportDimension("kind",       .text,    ["it": "Tipo", "en": "Kind"], "p.kind"),
        ReportDimension("subject",    .text,    ["it": "Materia", "en": "Subject"], "p.subject"),
        ReportDimension("state",      .text,    ["it": "Stato", "en": "State"], "p.state"),
        ReportDimension("lessons_each", .integer, ["it": "Lezioni per acquisto", "en": "Lessons of a purchase"], "p.lessons"),
    ]

    // swift-format-ignore
    private static let purchaseMeasures: [ReportMeasure] = [
        ReportMeasure("purchases", .integer, ["it": "Acquisti", "en": "Purchases"], "COUNT(*)"),
        ReportMeasure("students",  .integer, ["it": "Studenti", "en": "Students"], "COUNT(DISTINCT p.student_id)"),
        ReportMeasure("lessons",   .integer, ["it": "Lezioni", "en": "Lessons"], .sum(of: "p.lessons")),
        ReportMeasure("amount",    .money,   ["it": "Importo", "en": "Amount"], .sum(of: "p.amount")),
        ReportMeasure("used",      .integer, ["it": "Unità usate", "en": "Units used"], .sum(of: "o.used")),
        ReportMeasure("expired",   .integer, ["it": "Unità scadute", "en": "Units expired"], .sum(of: "o.expired")),
        ReportMeasure("refunded",  .integer, ["it": "Unità rimborsate", "en": "Units refunded"], .sum(of: "o.refunded")),
    ]

    /// Payments through the gateway, by their opening.
    static let payments = ReportDataset(
        "payments",
        ["it": "Pagamenti", "en": "Payments"],
        from: "charge c",
        filteredBy: [
            ReportDimension("opened_at", .instant, ["it": "Apertura", "en": "Opening"], "c.created_at"),
            ReportDimension("paid_at", .instant, ["it": "Pagamento", "en": "Payment"], "c.paid_at"),
            ReportDimension("payer", .id, ["it": "Pagante", "en": "Payer"], "c.account_id"),
            ReportDimension("amount_each", .money, ["it": "Importo", "en": "Amount"], "c.amount"),
        ],
        dimensions: LocalTimePart.allCases.map { ReportDimension($0, of: "c.created_at") }
            + paymentDimensions,
        measures: paymentMeasures
    )

    // swift-format-ignore
    private static let paymentDimensions: [ReportDimension] = [
        ReportDimension("gateway",  .text,    ["it": "Gestore", "en": "Gateway"], "c.gateway"),
        ReportDimension("kind",     .text,    ["it": "Oggetto", "en": "Object"], "c.subject_kind"),
        ReportDimension("state",    .text,    ["it": "Stato", "en": "State"], "c.state"),
        ReportDimension("failure",  .text,    ["it": "Motivo del rifiuto", "en": "Reason of the refusal"], "c.failure"),
        ReportDimension("is_stray", .integer, ["it": "Non atteso", "en": "Stray"], "CASE WHEN c.is_stray THEN 1 ELSE 0 END"),
    ]

    // swift-format-ignore
    private static let paymentMeasures: [ReportMeasure] = [
        ReportMeasure("payments",  .integer, ["it": "Pagamenti", "en": "Payments"], "COUNT(*)"),
        ReportMeasure("payers",    .integer, ["it": "Paganti", "en": "Payers"], "COUNT(DISTINCT c.account_id)"),
        ReportMeasure("amount",    .money,   ["it": "Importo", "en": "Amount"], .sum(of: "c.amount")),
        ReportMeasure("paid",      .money,   ["it": "Incassato", "en": "Paid"], .sum(of: "c.paid")),
        ReportMeasure("refunded",  .money,   ["it": "Rimborsato", "en": "Refunded"], .sum(of: "c.refunded")),
        ReportMeasure("contested", .money,   ["it": "Contestato", "en": "Contested"], .sum(of: "c.contested")),
        ReportMeasure("fees",      .money,   ["it": "Costi del gestore", "en": "Fees of the gateway"], .sum(of: "c.fee")),
    ]
}
