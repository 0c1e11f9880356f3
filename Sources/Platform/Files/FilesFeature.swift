extension Feature {
    static let files = Feature(
        routes: FileRoutes.routes,
        migrations: Files.migrations,
        jobs: Files.jobs,
        schedules: Files.schedules,
        problems: Files.problems,
        impersonalTables: [
            ImpersonalTable("file_link", "identities of files, for minutes"),
            ImpersonalTable("file_rendering", "identities of files"),
            ImpersonalTable("stored_file", "files are planned, copied and erased with what they belong to"),
        ],
        audit: FileAction.self
    )
}
