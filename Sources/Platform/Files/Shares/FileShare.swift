import Kernel
import Store

/// A right to a file or folder that one person gave another.
package struct FileShare: Record {
    package let id: ID<FileShare>
    package let file: ID<UserFile>?
    package let folder: ID<FileFolder>?
    package let sharer: ID<Account>
    package let receiver: ID<Account>
    package let canEdit: Bool
    /// Nil when it has no end of its own.
    package let expiresAt: Instant?
    /// The share by which the sharer has the thing, and with which it ends; nil for the owner's.
    package let via: ID<FileShare>?
    package let createdAt: Instant

    package var right: FileRight { canEdit ? .edit : .view }

    package static let columns: SQL =
        "s.id, s.file_id, s.folder_id, s.sharer_id, s.receiver_id, s.can_edit, s.expires_at, s.via_id, s.created_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        file = try row.next()
        folder = try row.next()
        sharer = try row.next()
        receiver = try row.next()
        canEdit = try row.next()
        expiresAt = try row.next()
        via = try row.next()
        createdAt = try row.next()
    }

    package static func isLive(at now: Instant) -> SQL {
        "(s.expires_at IS NULL OR s.expires_at > \(now))"
    }

    /// The live shares of the thing itself, oldest first.
    package static func of(_ item: FileItem, _ tx: borrowing Tx) throws -> [FileShare] {
        try tx.all(
            """
            SELECT \(columns) FROM file_share s WHERE \(item.isShared) AND \(isLive(at: tx.now)) ORDER BY s.id
            """
        )
    }

    /// The live shares of each of the files.
    package static func of(
        files: [ID<UserFile>],
        _ tx: borrowing Tx
    ) throws -> [ID<UserFile>: [FileShare]] {
        guard !files.isEmpty else { return [:] }
        let found: [FileShare] = try tx.all(
            """
            SELECT \(columns) FROM file_share s
             WHERE s.file_id \(in: files) AND \(isLive(at: tx.now)) ORDER BY s.id
            """
        )
        return Dictionary(grouping: found.filter { $0.file != nil }) { $0.file ?? $0.id.cast() }
    }

    /// Those of each of the folders.
    package static func of(
        folders: [ID<FileFolder>],
        _ tx: borrowing Tx
    ) throws -> [ID<FileFolder>: [FileShare]] {
        guard !folders.isEmpty else { return [:] }
        let found: [FileShare] = try tx.all(
            """
            SELECT \(columns) FROM file_share s
             WHERE s.folder_id \(in: folders) AND \(isLive(at: tx.now)) ORDER BY s.id
            """
        )
        return Dictionary(grouping: found.filter { $0.folder != nil }) { $0.folder ?? $0.id.cast() }
    }
}
