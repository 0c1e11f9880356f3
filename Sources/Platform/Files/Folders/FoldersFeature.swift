import Kernel

extension Feature {
    /// Files that people keep: in folders, with versions, shared with others, within a quota of bytes.
    ///
    /// Its operations and views stay the product's. Signed addresses are at `/files/open/{token}`, since `/files/{id}`
    /// is a file.
    package static let folders = Feature(
        migrations: [folderMigration],
        jobs: [ForgetShares.self],
        schedules: [Every("files.forget_shares", .hours(1), ForgetShares())],
        problems: [
            .filesQuota, .folderCycle, .folderTooDeep, .folderNotEmpty, .folderNameTaken, .shareTooWide,
        ],
        personalData: folderData,
        impersonalTables: [
            ImpersonalTable("file_usage", "sums of bytes and files of an account"),
            ImpersonalTable("file_zip", "identifiers of files, for minutes"),
        ],
        retention: [FileOpening.retention],
        fileLinks: "/files/open",
        fileOpened: FileOpening.record
    )
}
