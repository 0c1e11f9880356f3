import Kernel
import Platform
import Store

extension Feature {
    /// The signals of fraud, and the review of suspicious accounts; stands after purchases and reviews.
    static let fraud = Feature(
        routes: FraudRoutes.routes,
        migrations: [FraudCase.migration],
        lifecycles: [FraudCase.lifecycle.table(named: FraudCase.kind)],
        effects: AssessRisk.effects,
        jobs: [AssessRisk.self, WatchForFraud.self, RefundAfterFraud.self],
        schedules: [Every("tutoring.watch_for_fraud", .minutes(5), WatchForFraud())],
        bounds: [Bound("PATCH /admin/fraud/reviews/{id}", because: "a suspicion is decided once")],
        personalData: [FraudCase.personalData],
        audit: FraudAction.self
    )
}

extension FraudCase {
    static let personalData = PersonalData(
        "fraud_cases",
        ["it": "Sospetti di frode", "en": "Suspicions of fraud"],
        tables: ["fraud_case"],
        rows: { "fraud_case f WHERE f.account_id = \($0)" },
        export: .init(
            by: "f.id",
            .text("state", "f.state"),
            .integer("score", "f.score"),
            .text("reason", "f.reason"),
            .instant("created_at", "f.created_at"),
            .instant("decided_at", "f.decided_at")
        ),
        erasure: .keep(
            .init(for: .years(10), from: "f.created_at"),
            because: [
                "it": "Serve ad accertare e difendere diritti su pagamenti (GDPR art. 17, par. 3, lett. e).",
                "en": "Needed for legal claims about payments (GDPR art. 17(3)(e)).",
            ]
        )
    )
}
