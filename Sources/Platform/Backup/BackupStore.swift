import Kernel

/// The folder with a site's backups: `daily` and `weekly` with a folder each, and `erasures`.
///
/// Its functions wait for the disk, so a ``ThreadPool`` calls them.
struct BackupStore: Sendable {
    /// The period after which the keys of people are deleted from a backup, even when no newer backup exists.
    static let keysKept = Duration.days(35)

    let folder: String

    func path(of name: BackupName, on shelf: BackupShelf) -> String {
        "\(folder)/\(shelf.rawValue)/\(name.text)"
    }

    /// The complete backups of a shelf, the newest first.
    func backups(on shelf: BackupShelf) -> [BackupName] {
        names(on: shelf).filter { isComplete($0, shelf) }.sorted(by: >)
    }

    /// Deletes the backups beyond the number kept, and unfinished backups older than the newest complete one.
    func prune(_ shelf: BackupShelf) throws {
        let complete = backups(on: shelf)
        guard let newest = complete.first else { return }
        let kept = complete.prefix(shelf.kept)
        for name in names(on: shelf) where name < newest && !kept.contains(name) {
            try Disk.removeFolder(path(of: name, on: shelf))
        }
    }

    /// Deletes the keys of people from backups older than ``keysKept``.
    func dropOldKeys(at now: Instant) throws {
        for shelf in BackupShelf.allCases {
            for name in names(on: shelf) where name.at < now - Self.keysKept {
                try Disk.removeFolder("\(path(of: name, on: shelf))/\(Backup.keys)")
            }
        }
    }

    private func names(on shelf: BackupShelf) -> [BackupName] {
        Disk.names(in: "\(folder)/\(shelf.rawValue)").compactMap { BackupName($0) }
    }

    private func isComplete(_ name: BackupName, _ shelf: BackupShelf) -> Bool {
        Disk.size("\(path(of: name, on: shelf))/\(BackupManifest.name)") != nil
    }
}

extension Disk {
    /// Deletes a folder with its content; does nothing when there is no such folder.
    static func removeFolder(_ path: String) throws {
        for name in names(in: path) {
            let inner = "\(path)/\(name)"
            if isFolder(inner) { try removeFolder(inner) } else { try remove(inner) }
        }
        try removeEmptyFolder(path)
    }
}
