import Kernel
import Platform
import Store

extension Onboarding {
    static let personalData = PersonalData(
        "onboarding",
        ["en": "Answers of the onboarding", "it": "Risposte iniziali"],
        tables: ["onboarding"],
        rows: { "onboarding o WHERE o.account_id = \($0)" },
        export: .init(
            by: "o.account_id",
            .text("state", "o.state"),
            .sealedJSON("answers", "o.answers", answers),
            .sealedJSON("baseline", "o.baseline", baseline),
            .instant("completed_at", "o.completed_at"),
            .instant("updated_at", "o.updated_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) { ["DELETE FROM onboarding WHERE account_id = \($0)"] }
    )

    /// The baseline is health data like the diary.
    static let baselineWithdrawal = ConsentWithdrawal(
        of: .diary,
        whileThereIs: {
            "EXISTS (SELECT 1 FROM onboarding o WHERE o.account_id = \($0) AND o.baseline IS NOT NULL)"
        },
        erases: { account, _ in ["UPDATE onboarding SET baseline = NULL WHERE account_id = \(account)"] }
    )

    /// Drafts that were never completed.
    static let abandoned = Retention(
        "onboarding_drafts",
        ["en": "Unfinished answers of the onboarding", "it": "Risposte iniziali incomplete"],
        keep: .days(90),
        from: ["en": "the last change", "it": "l'ultima modifica"],
        then: .delete,
        basis: [
            "en": "Nobody needs answers that were never applied (GDPR art. 5(1)(e)).",
            "it": "Risposte mai applicate non servono a nessuno (GDPR art. 5(1)(e)).",
        ],
        key: "o.account_id",
        account: "o.account_id",
        due: { "onboarding o WHERE o.state = 'draft' AND o.updated_at < \($0)" },
        steps: { ["DELETE FROM onboarding WHERE account_id \(in: $0)"] }
    )
}
