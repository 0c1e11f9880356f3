import Kernel

/// The backups of a site, as administrators see them.
package struct BackupStatus: Codable, Sendable {
    /// Whether the server has a folder for backups; without one none are made.
    package var isEnabled: Bool
    /// One for each schedule; empty when no backups are made.
    package var shelves: [ShelfStatus]

    /// The backups of one schedule.
    package struct ShelfStatus: Codable, Sendable {
        /// The schedule.
        package var shelf: BackupShelf
        /// The number of complete backups.
        package var count: Int
        /// The time of the newest one; absent while there is none.
        package var newestAt: Instant?
        /// Whether the newest one is older than twice its interval, or there is none.
        package var isLate: Bool
    }

    package static func read(at site: Site) async throws -> BackupStatus {
        guard let folder = site.dependencies.backupFolder else {
            return BackupStatus(isEnabled: false, shelves: [])
        }
        let now = site.now()
        return try await site.dependencies.files.threadPool.run { read(in: folder, at: now) }
    }

    /// Waits for the disk.
    package static func read(in folder: String, at now: Instant) -> BackupStatus {
        let store = BackupStore(folder: folder)
        let shelves = BackupShelf.allCases.map { shelf in
            let backups = store.backups(on: shelf)
            let newest = backups.first?.at
            return ShelfStatus(
                shelf: shelf,
                count: backups.count,
                newestAt: newest,
                isLate: newest.map { $0 < now - shelf.interval * 2 } ?? true
            )
        }
        return BackupStatus(isEnabled: true, shelves: shelves)
    }
}

extension BackupShelf {
    fileprivate var interval: Duration {
        switch self {
        case .daily: .days(1)
        case .weekly: .days(7)
        }
    }
}
