extension Feature {
    static let reporting = Feature(
        routes: Reporting.routes,
        migrations: Reporting.migrations,
        jobs: Reporting.jobs,
        schedules: Reporting.schedules,
        administration: [.reportsRead],
        personalData: Reporting.personalData,
        audit: ReportAction.self
    )
}
