import Kernel
import Platform
import Store

extension ReportDataset {
    /// Lessons by their start, with what was charged for them.
    static let lessons = ReportDataset(
        "lessons",
        ["it": "Lezioni", "en": "Lessons"],
        from: "lesson l JOIN tutor t ON t.id = l.tutor_id LEFT JOIN lesson_money m ON m.lesson_id = l.id",
        where: "l.state NOT IN ('held', 'released')",
        filteredBy: [
            ReportDimension("starts_at", .instant, ["it": "Inizio", "en": "Start"], "l.starts_at"),
            ReportDimension("student", .id, ["it": "Studente", "en": "Student"], "l.student_id"),
            ReportDimension("is_charged", .integer, ["it": "Addebitata", "en": "Charged"], isCharged),
        ],
        dimensions: LocalTimePart.allCases.map { ReportDimension($0, of: "l.starts_at") } + lessonDimensions,
        measures: lessonMeasures
    )

    private static let isCharged: SQL = "CASE WHEN m.u > 0 THEN 1 ELSE 0 END"

    // swift-format-ignore
    private static let lessonDimensions: [ReportDimension] = [
        ReportDimension("tutor",       .id,      ["it": "Insegnante", "en": "Tutor"], "l.tutor_id"),
        ReportDimension("tutor_name",  .text,    ["it": "Nome dell'insegnante", "en": "Name of the tutor"], "t.display_name"),
        ReportDimension("legal_name",  .text,    ["it": "Nome nei documenti", "en": "Legal name"], "t.legal_name"),
        ReportDimension("country",     .text,    ["it": "Paese", "en": "Country"], "t.country"),
        ReportDimension("subject",     .text,    ["it": "Materia", "en": "Subject"], "l.subject"),
        ReportDimension("level",       .text,    ["it": "Livello", "en": "Level"], "l.level"),
        ReportDimension("minutes_each", .integer, ["it": "Durata", "en": "Length"], "l.minutes"),
        ReportDimension("state",       .text,    ["it": "Stato", "en": "State"], "l.state"),
        ReportDimension("ended_by",    .text,    ["it": "Terminata da", "en": "Ended by"], "l.ended_by"),
    ]

    // swift-format-ignore
    private static let lessonMeasures: [ReportMeasure] = [
        ReportMeasure("lessons",    .integer, ["it": "Lezioni", "en": "Lessons"], "COUNT(*)"),
        ReportMeasure("students",   .integer, ["it": "Studenti", "en": "Students"], "COUNT(DISTINCT l.student_id)"),
        ReportMeasure("tutors",     .integer, ["it": "Insegnanti", "en": "Tutors"], "COUNT(DISTINCT l.tutor_id)"),
        ReportMeasure("minutes",    .integer, ["it": "Minuti", "en": "Minutes"], .sum(of: "l.minutes")),
        ReportMeasure("charged",    .integer, ["it": "Addebitate", "en": "Charged"], .sum(of: "CASE WHEN m.u > 0 THEN 1 ELSE 0 END")),
        ReportMeasure("value",      .money,   ["it": "Valore addebitato", "en": "Charged value"], .sum(of: "m.u")),
        ReportMeasure("commission", .money,   ["it": "Commissione", "en": "Commission"], .sum(of: "m.k")),
        ReportMeasure("vat",        .money,   ["it": "IVA sulla commissione", "en": "VAT on the commission"], .sum(of: "m.v")),
        ReportMeasure("net",        .money,   ["it": "Agli insegnanti", "en": "To tutors"], .sum(of: "m.u - m.k - m.v")),
    ]
}
