import Kernel
import Platform
import Web

extension Feature {
    static let personalReports = Feature(
        routes: PersonalReportRoutes.rows.tagged("Personal reports"),
        migrations: personalReportMigrations,
        lifecycles: [PersonalReport.lifecycle.table(named: PersonalReport.kind)],
        jobs: [MakePersonalReport.self, SweepPersonalReports.self],
        schedules: [Every("wellness.personal_reports", .hours(1), SweepPersonalReports())],
        problems: [.reportNotReady, .reportExpired],
        quotas: [.personalReports],
        bounds: [
            Bound("POST /reports", .personalReports),
            Bound("DELETE /reports/{id}", because: "deletes a row of the caller"),
        ],
        personalData: [personalReportData],
        retention: [personalReportRetention],
        personSealed: [PersonalReport.file],
        audit: PersonalReportAction.self,
        withdrawals: [personalReportWithdrawal]
    )
}
