extension Feature {
    static func privacy(_ law: RetentionLaw, _ accounts: AccountPolicy) -> Feature {
        Feature(
            routes: Privacy.routes(accounts),
            migrations: Privacy.migrations,
            jobs: Privacy.jobs,
            schedules: Privacy.schedules,
            problems: Privacy.problems,
            administration: [.privacyManage],
            personalData: Privacy.personalData(under: law),
            impersonalTables: [ImpersonalTable("erasure", "identifiers, and counts by kind")],
            retention: Privacy.retention(under: law),
            audit: PrivacyAction.self
        )
    }
}
