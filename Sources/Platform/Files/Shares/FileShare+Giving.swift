import Kernel
import Store

/// A share to give.
package struct NewFileShare: Sendable {
    package let sharer: ID<Account>
    package let receiver: ID<Account>
    package let canEdit: Bool
    /// Nil for as long as the sharer has the thing.
    package let expiresAt: Instant?

    package init(
        from sharer: ID<Account>,
        to receiver: ID<Account>,
        canEdit: Bool = false,
        until expiresAt: Instant? = nil
    ) {
        self.sharer = sharer
        self.receiver = receiver
        self.canEdit = canEdit
        self.expiresAt = expiresAt
    }
}

extension FileShare {
    /// Shares a thing that the sharer reaches; what comes by a share goes on no wider and no longer than that one.
    ///
    /// The same share again is answered with the first one.
    package static func give(
        _ new: NewFileShare,
        of item: FileItem,
        _ tx: borrowing Tx
    ) throws -> (share: FileShare, isNew: Bool) {
        guard new.receiver != new.sharer, new.receiver != item.owner else {
            throw Problem(.invalid, faults: [Problem.Fault("/account_id", .hasItAlready)])
        }
        let via = item.owner == new.sharer ? nil : try source(of: new, item, tx)
        let expiresAt = new.expiresAt ?? via?.expiresAt
        if let known = try find(new, item, via, expiresAt, tx) { return (known, false) }
        let share: FileShare = try tx.one(
            """
            INSERT INTO file_share (id, file_id, folder_id, sharer_id, receiver_id, can_edit, expires_at, via_id, created_at)
            VALUES (\(tx.newID(of: FileShare.self)), \(item.fileID), \(item.folderID), \(new.sharer), \(new.receiver),
                    \(new.canEdit), \(expiresAt), \(via?.id), \(tx.now))
            RETURNING \(returned)
            """
        )
        return (share, true)
    }

    private static let returned: SQL =
        "id, file_id, folder_id, sharer_id, receiver_id, can_edit, expires_at, via_id, created_at"

    /// The share by which the sharer has as much for as long: the longest one, of these the oldest.
    private static func source(
        of new: NewFileShare,
        _ item: FileItem,
        _ tx: borrowing Tx
    ) throws -> FileShare {
        let candidates: [FileShare] = try tx.all(
            """
            SELECT \(columns) FROM file_share s
             WHERE s.receiver_id = \(new.sharer) AND (\(item.isCovered(tx))) AND \(isLive(at: tx.now))
             ORDER BY s.id
            """
        )
        let wide = candidates.filter { candidate in
            guard candidate.canEdit || !new.canEdit else { return false }
            guard let wanted = new.expiresAt, let end = candidate.expiresAt else { return true }
            return wanted <= end
        }
        let longest = wide.min { one, other in
            guard let end = one.expiresAt else { return other.expiresAt != nil }
            return other.expiresAt.map { end > $0 } ?? false
        }
        guard let longest else { throw Problem(.shareTooWide) }
        return longest
    }

    private static func find(
        _ new: NewFileShare,
        _ item: FileItem,
        _ via: FileShare?,
        _ expiresAt: Instant?,
        _ tx: borrowing Tx
    ) throws -> FileShare? {
        let known: [FileShare] = try tx.all(
            """
            SELECT \(columns) FROM file_share s
             WHERE \(item.isShared) AND s.sharer_id = \(new.sharer) AND s.receiver_id = \(new.receiver)
               AND s.can_edit = \(new.canEdit) ORDER BY s.id
            """
        )
        return known.first { $0.via == via?.id && $0.expiresAt == expiresAt }
    }

    /// Ends a share, by the owner of the thing, the sharer or the receiver; with it go its re-shares.
    package static func end(
        _ id: ID<FileShare>,
        of item: FileItem,
        by account: ID<Account>,
        _ tx: borrowing Tx
    ) throws {
        let isOwner = item.owner == account
        let ended = try tx.execute(
            """
            DELETE FROM file_share WHERE id IN (
                SELECT s.id FROM file_share s
                 WHERE s.id = \(id) AND \(item.isShared)
                   AND (\(isOwner) OR s.sharer_id = \(account) OR s.receiver_id = \(account)))
            """
        )
        guard ended > 0 else { throw Problem(.notFound) }
    }

    /// Ends the re-shares in one owner's tree that their share no longer covers, as after the move of a folder or of `file`.
    ///
    /// One statement, whose work grows with the number of ``reshares(ofTree:)``: a product limits it.
    static func endUncovered(
        ofTree owner: ID<Account>,
        movedFile file: ID<UserFile>? = nil,
        _ tx: borrowing Tx
    ) throws {
        let isMoved: SQL = file.map { "x.file_id = \($0)" } ?? "TRUE"
        try tx.execute(
            """
            WITH RECURSIVE path (id, via, place, step) AS (
                SELECT x.id, x.via, x.place, 1 FROM \(reshares(ofTree: owner))
                 WHERE x.via IS NOT NULL AND \(isMoved)
                 UNION ALL
                SELECT path.id, path.via, d.parent_id, path.step + 1 FROM path JOIN folder d ON d.id = path.place
                 WHERE path.place <> path.via AND path.step <= 20
            )
            DELETE FROM file_share
             WHERE id IN (SELECT path.id FROM path EXCEPT SELECT path.id FROM path WHERE path.place = path.via)
            """
        )
    }

    /// The re-shares in one owner's tree, with the folder of the share that they came by and the folder they are in.
    package static func reshares(ofTree owner: ID<Account>) -> SQL {
        """
        (SELECT s.id, s.file_id, v.folder_id AS via, u.folder_id AS place
           FROM user_file u JOIN file_share s ON s.file_id = u.id JOIN file_share v ON v.id = s.via_id
          WHERE u.owner_id = \(owner)
          UNION ALL
         SELECT s.id, s.file_id, v.folder_id AS via, d.id AS place
           FROM folder d JOIN file_share s ON s.folder_id = d.id JOIN file_share v ON v.id = s.via_id
          WHERE d.owner_id = \(owner)) AS x
        """
    }
}

/// Deletes shares that have expired, and tickets of archives.
struct ForgetShares: Job {
    static let kind = "files.forget_shares"
    static let policy = JobPolicy(queue: .maintenance)

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            try tx.execute("DELETE FROM file_share WHERE expires_at < \(tx.now)")
            try tx.execute("DELETE FROM file_zip WHERE expires_at < \(tx.now)")
        }
        return .done
    }
}

// swift-format-ignore
extension Refusal {
    static let hasItAlready = Refusal("has_it_already", ["en": "has it already", "it": "lo ha già", "ar": "لديه هذا من قبل", "ku": "پێشتر هەیەتی"])
}
