import Platform

extension Feature {
    static let reports = Feature(
        routes: OfficeReports.routes,
        migrations: reportMigrations,
        reports: reportTable
    )
}
