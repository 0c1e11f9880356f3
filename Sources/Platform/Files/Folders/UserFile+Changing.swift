import Kernel
import Store

/// A file to keep.
package struct NewUserFile: Sendable {
    package let owner: ID<Account>
    /// A folder of the owner's; nil for the top.
    package let folder: ID<FileFolder>?
    package let topic: String?
    /// The account that uploaded it; nil for a program.
    package let author: ID<Account>?

    package init(
        owner: ID<Account>,
        folder: ID<FileFolder>? = nil,
        topic: String? = nil,
        author: ID<Account>? = nil
    ) {
        self.owner = owner
        self.folder = folder
        self.topic = topic
        self.author = author ?? owner
    }
}

extension UserFile {
    /// Keeps a received file, within the quota of its owner.
    package static func add(
        _ received: ReceivedFile,
        _ new: NewUserFile,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> UserFile {
        let reach = FileReach(of: new.owner, at: tx.now)
        if let folder = new.folder { _ = try FileFolder.find(folder, .own, for: reach, tx) }
        try FileUsage.charge(new.owner, bytes: received.size, tx)
        let kept = try Files.keep(received, owner: new.owner, by: actor, tx)
        let id = tx.newID(of: UserFile.self)
        try tx.execute(
            """
            INSERT INTO user_file (id, owner_id, folder_id, name, topic, search_text, version_n, created_at, updated_at,
                                   version)
            VALUES (\(id), \(new.owner), \(new.folder), \(kept.name), \(new.topic),
                    \(SearchText.stored([kept.name, new.topic])), 1, \(tx.now), \(tx.now), 1)
            """
        )
        try FileVersion.insert(1, of: id, kept.id, by: new.author, tx)
        return try find(id, ownedBy: new.owner, tx)
    }

    /// A new name, place or topic.
    package struct Changes: Sendable {
        package let name: Line<1, 200>?
        /// Without a folder it goes to the top of the tree.
        package let folder: Change<ID<FileFolder>>
        package let topic: Change<String>

        package init(
            name: Line<1, 200>? = nil,
            folder: Change<ID<FileFolder>> = .keep,
            topic: Change<String> = .keep
        ) {
            self.name = name
            self.folder = folder
            self.topic = topic
        }
    }

    /// Renames a file, moves it within the tree of its owner, or gives it another topic.
    ///
    /// A name without the extension of the file's type gets it. Re-shares end where their share no longer covers them.
    package func changed(by changes: Changes, for reach: FileReach, _ tx: borrowing Tx) throws -> UserFile {
        try right.demand(.edit)
        let stored: ID<FileFolder>? = try tx.value("SELECT u.folder_id FROM user_file u WHERE u.id = \(id)")
        let place = changes.folder.applied(to: stored)
        let isMoved = place != stored
        if isMoved { try checkMove(to: place, for: reach, tx) }
        let name = changes.name.map { $0.rawValue.ending(as: mediaType) } ?? name
        let topic = changes.topic.applied(to: topic)
        try tx.changeOne(
            """
            UPDATE user_file SET name = \(name), topic = \(topic), folder_id = \(place),
                   search_text = \(SearchText.stored([name, topic])), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        if name != self.name {
            try tx.execute(
                """
                UPDATE stored_file SET name = \(name)
                 WHERE id IN (SELECT v.stored_id FROM file_version v WHERE v.file_id = \(id))
                """
            )
        }
        if isMoved { try FileShare.endUncovered(ofTree: owner, movedFile: id, tx) }
        return try Self.find(id, for: reach, tx)
    }

    private func checkMove(to place: ID<FileFolder>?, for reach: FileReach, _ tx: borrowing Tx) throws {
        guard let place else { return try right.demand(.own) }
        guard try FileFolder.find(place, .edit, for: reach, tx).owner == owner else {
            throw Problem(.forbidden)
        }
    }

    /// Deletes files of one owner with all their versions; their shares end, and pinned content stays.
    package static func delete(_ files: [ID<UserFile>], of owner: ID<Account>, _ tx: borrowing Tx) throws {
        guard !files.isEmpty else { return }
        var stored: [ID<StoredFile>] = []
        var bytes = 0
        try tx.forEach(
            """
            SELECT v.stored_id, f.size FROM file_version v JOIN stored_file f ON f.id = v.stored_id
             WHERE v.file_id \(in: files)
            """
        ) { row in
            stored.append(try row.next())
            bytes += try row.next(Int.self)
        }
        let gone = try tx.execute("DELETE FROM user_file WHERE id \(in: files) AND owner_id = \(owner)")
        guard gone == files.count else { throw Problem(.notFound) }
        try FileUsage.release(owner, bytes: bytes, files: stored.count, tx)
        try Files.discard(FilePin.unpinned(stored, tx), tx)
    }
}

extension String {
    /// The name, with the usual extension of the type where it has another one or none.
    fileprivate func ending(as type: MediaType) -> String {
        guard MediaType(endingOf: self) != type, let ending = type.endings.first else { return self }
        return "\(self).\(ending)"
    }
}
