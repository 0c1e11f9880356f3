import Platform

extension Feature {
    static let subjects = Feature(
        routes: SubjectRoutes.routes,
        migrations: [SchoolSubject.migration],
        impersonalTables: [ImpersonalTable("subject", "subjects of lessons, the same for everybody")]
    )
}
