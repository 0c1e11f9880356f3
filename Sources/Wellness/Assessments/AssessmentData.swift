import Kernel
import Platform
import Store

let assessmentData = PersonalData(
    "assessments",
    ["en": "Assessments", "it": "Questionari"],
    tables: ["assessment"],
    rows: { "assessment a WHERE a.account_id = \($0)" },
    export: .init(
        by: "a.id",
        csv: "assessments",
        .text("instrument", "a.instrument"),
        .integer("version", "a.version"),
        .instant("taken_at", "a.taken_at"),
        .sealedJSON("answers", "a.answers", Assessment.answers),
        .integer("raw", "a.raw"),
        .integer("metric_hundredths", "a.metric"),
        .text("band", "a.band")
    ),
    erasure: .delete(because: healthErasure) { ["DELETE FROM assessment WHERE account_id = \($0)"] }
)
