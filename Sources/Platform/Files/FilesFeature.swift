extension Feature {
    static let files = Feature(
        routes: FileRoutes.routes,
        migrations: Files.migrations,
        jobs: Files.jobs,
        schedules: Files.schedules,
        problems: Files.problems,
        impersonalTables: [
            ImpersonalTable("file_link", "identifiers of files, for minutes"),
            ImpersonalTable("file_rendering", "identifiers of files"),
            ImpersonalTable("stored_file", "files are planned, copied and erased with their records"),
        ],
        audit: FileAction.self
    )
}
