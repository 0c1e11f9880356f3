import Platform
import Web

extension Feature {
    static let assessments = Feature(
        routes: AssessmentRoutes.rows.tagged("Assessments"),
        migrations: assessmentMigrations,
        quotas: [.assessments],
        bounds: [
            Bound("POST /assessments", .assessments),
            Bound("PUT /admin/assessments/instruments/{key}", because: "super administrators only"),
        ],
        personalData: [assessmentData],
        impersonalTables: [ImpersonalTable("instrument", "licences, bands and wording of the operator")],
        personSealed: [Assessment.answers],
        audit: AssessmentAction.self,
        withdrawals: [assessmentWithdrawal]
    )
}
