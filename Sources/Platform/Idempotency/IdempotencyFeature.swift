import Kernel
import Store

extension Feature {
    static let idempotency = Feature(
        migrations: Idempotency.migrations,
        jobs: [ForgetIdempotentAnswers.self],
        schedules: [Every("idempotency.forget", .hours(1), ForgetIdempotentAnswers())],
        problems: Idempotency.problems,
        personalData: [keptAnswers],
        sealed: [Claim.body]
    )
}

private let keptAnswers = PersonalData(
    "kept_answers",
    [
        "en": "Answers kept for retries", "it": "Risposte conservate per i tentativi ripetuti",
        "ar": "ردود محفوظة لإعادة المحاولة", "ku": "وەڵامی هەڵگیراو بۆ دووبارەکردنەوە",
    ],
    tables: ["idempotent_request"],
    rows: { "idempotent_request i WHERE i.principal = \($0.description)" },
    erasure: .delete(because: Privacy.notNeeded) {
        ["DELETE FROM idempotent_request WHERE principal = \($0.description)"]
    }
)
