import Kernel
import Store

extension FileFolder {
    /// Makes a folder at the top of the caller's own tree, or in a folder that the caller may edit.
    package static func make(
        _ name: Name,
        in parent: ID<FileFolder>?,
        by account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> FileFolder {
        let reach = FileReach(of: account, at: tx.now)
        let place = try parent.map { try find($0, .edit, for: reach, tx) }
        if let place, try FolderTree.depth(of: place.id, tx) >= maximumDepth { throw Problem(.folderTooDeep) }
        let id = tx.newID(of: FileFolder.self)
        let made = try tx.execute(
            """
            INSERT INTO folder (id, owner_id, parent_id, name, name_key, created_at, updated_at, version)
            VALUES (\(id), \(place?.owner ?? account), \(parent), \(name), \(key(name.rawValue)), \(tx.now), \(tx.now), 1)
                ON CONFLICT DO NOTHING
            """
        )
        guard made == 1 else { throw Problem(.folderNameTaken) }
        return try find(id, for: reach, tx)
    }

    /// A new name, a new place, or both; without a place it goes to the top of the tree.
    package struct Changes: Sendable {
        package let name: Name?
        package let parent: Change<ID<FileFolder>>

        package init(name: Name? = nil, parent: Change<ID<FileFolder>> = .keep) {
            self.name = name
            self.parent = parent
        }
    }

    /// Renames and moves a folder within the tree of its owner; re-shares end where their share no longer covers them.
    package func changed(by changes: Changes, for reach: FileReach, _ tx: borrowing Tx) throws -> FileFolder {
        try right.demand(.edit)
        let stored = try FolderTree.parent(of: id, tx)
        let place = changes.parent.applied(to: stored)
        let isMoved = place != stored
        if isMoved { try checkMove(to: place, for: reach, tx) }
        let name = changes.name?.rawValue ?? name
        let around: SQL = place.map { "\($0)" } ?? "\(owner)"
        let isTaken = try tx.exists(
            """
            SELECT 1 FROM folder d
             WHERE d.owner_id = \(owner) AND COALESCE(d.parent_id, d.owner_id) = \(around)
               AND d.name_key = \(Self.key(name)) AND d.id <> \(id)
            """
        )
        guard !isTaken else { throw Problem(.folderNameTaken) }
        try tx.changeOne(
            """
            UPDATE folder SET name = \(name), name_key = \(Self.key(name)), parent_id = \(place),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        if isMoved { try FileShare.endUncovered(ofTree: owner, tx) }
        return try Self.find(id, for: reach, tx)
    }

    private func checkMove(to place: ID<FileFolder>?, for reach: FileReach, _ tx: borrowing Tx) throws {
        guard let place else { return try right.demand(.own) }
        let target = try Self.find(place, .edit, for: reach, tx)
        guard target.owner == owner else { throw Problem(.forbidden) }
        guard try !FolderTree.path(to: place, tx).contains(id) else { throw Problem(.folderCycle) }
        let depth = try FolderTree.depth(of: place, tx) + FolderTree.height(of: id, tx)
        guard depth <= Self.maximumDepth else { throw Problem(.folderTooDeep) }
    }

    /// Deletes an empty folder of the reader's own; its shares end.
    package func delete(_ tx: borrowing Tx) throws {
        try right.demand(.own)
        let isUsed = try tx.exists(
            """
            SELECT 1 FROM folder d WHERE d.parent_id = \(id) UNION ALL SELECT 1 FROM user_file u WHERE u.folder_id = \(id)
            """
        )
        guard !isUsed else { throw Problem(.folderNotEmpty) }
        try tx.changeOne("DELETE FROM folder WHERE id = \(id) AND version = \(version)")
    }
}
