import Kernel
import Store

/// Makes a backup in the site's backup folder, and deletes the backups beyond the number to keep.
package struct MakeBackup: Job {
    package static let kind = "backup.make"
    package static let policy = JobPolicy(
        queue: .maintenance,
        attempts: 5,
        timeout: .hours(6),
        backoff: Backoff(base: .minutes(5))
    )

    let shelf: BackupShelf

    package init(_ shelf: BackupShelf) {
        self.shelf = shelf
    }

    package func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        guard let folder = site.dependencies.backupFolder else {
            return .cancel("there is no folder for backups")
        }
        let store = BackupStore(folder: folder)
        let files = site.dependencies.files
        try await ErasureNotes.complete(at: site)
        try await files.threadPool.run { try store.dropOldKeys(at: call.now) }
        let name = BackupName(call.now)
        let path = store.path(of: name, on: shelf)
        // Left by an attempt that failed within the same second.
        try await files.threadPool.run { try Disk.removeFolder(path) }
        _ = try await Backup(of: site.product, in: site.db, files: files).make(in: path, at: call.now)
        try await files.threadPool.run { [shelf] in try store.prune(shelf) }
        return .done
    }
}
