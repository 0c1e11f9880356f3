import Kernel
import Platform
import Store

extension Student {
    static let personalData = PersonalData(
        "student_profile",
        ["it": "Profilo di studente", "en": "Student profile"],
        tables: ["student"],
        rows: { "student n WHERE n.account_id = \($0)" },
        export: .init(
            by: "n.account_id",
            .date("birth_date", "n.birth_date"),
            .text("country", "n.country"),
            .text("learner", "CAST(n.learner AS text)"),
            .text("level", "n.level"),
            .text("wishes", "CAST(n.wishes AS text)"),
            .instant("created_at", "n.created_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) { ["DELETE FROM student WHERE account_id = \($0)"] }
    )
}
