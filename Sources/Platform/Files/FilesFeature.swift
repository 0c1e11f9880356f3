extension Feature {
    /// With signed addresses below `folder`.
    static func files(at folder: String) -> Feature {
        Feature(
            routes: FileRoutes.routes(at: folder),
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
}
