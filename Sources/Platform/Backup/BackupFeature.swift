import Kernel

extension Feature {
    static let backup = Feature(
        jobs: [MakeBackup.self, NoteErasures.self],
        schedules: [
            Daily("backup.daily", at: "03:00", in: .utc, MakeBackup(.daily))
                .enabled { $0.dependencies.backupFolder != nil },
            Weekly("backup.weekly", on: .sunday, at: "04:00", in: .utc, MakeBackup(.weekly))
                .enabled { $0.dependencies.backupFolder != nil },
        ]
    )
}
