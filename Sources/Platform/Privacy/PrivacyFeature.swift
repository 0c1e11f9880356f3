extension Feature {
    static let privacy = Feature(
        routes: Privacy.routes,
        migrations: Privacy.migrations,
        jobs: Privacy.jobs,
        schedules: Privacy.schedules,
        problems: Privacy.problems,
        administration: [.privacyManage],
        personalData: Privacy.personalData,
        impersonalTables: [ImpersonalTable("erasure", "identities, and counts by kind")],
        retention: Privacy.retention
    )
}
