import Kernel
import Platform
import Store
import Web

/// The shares of files and folders.
enum FileSharing {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                            handler  needs
        Post  ("/files/{id}/shares",           share,   .fileUse, "Share a file or a folder", details: "With somebody with whom the caller has a lesson or a purchase in common. A share of a shared thing is no wider and no longer than the caller's own, and ends with it; one person's files can be re-shared 2,000 times. The same share again is answered with 200.").idempotent.refuses(.shareTooWide, .shareNoRelation)
        Delete("/files/{id}/shares/{shareId}", unshare, .fileUse, "End a share", details: "By the owner, by the person who shared or by the receiver; re-shares that came by it end, too.")
    }

    static func share(
        _ call: Call,
        id: ID<UserFile>,
        body: NewShare
    ) async throws -> MadeOrFound<FileShareView> {
        let me = try call.account
        return try await call.db.write { tx in
            let item = try FileItem.find(id, for: FileReach(of: me, at: tx.now), tx)
            try body.check(for: me, tx)
            let (share, isNew) = try give(body.grant(from: me), of: item, as: call, tx)
            let view = FileShareView(share, try AccountNames(of: [share.sharer, share.receiver], tx))
            return MadeOrFound(view, at: "/files/\(id)/shares/\(share.id)", isNew: isNew)
        }
    }

    static func unshare(
        _ call: Call,
        id: ID<UserFile>,
        shareId: ID<FileShare>
    ) async throws -> NoContent {
        let me = try call.account
        return try await call.db.write { tx in
            let item = try FileItem.find(id, for: FileReach(of: me, at: tx.now), tx)
            try FileShare.end(shareId, of: item, by: me, tx)
            try Audit.record(UserFileAction.unshare, of: UserFile.kind, id.cast(), by: call.actor, tx)
            return NoContent()
        }
    }

    /// Shares a thing and tells the receiver.
    static func give(
        _ grant: NewFileShare,
        of item: FileItem,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> (share: FileShare, isNew: Bool) {
        let refusal = try refusal(of: grant, of: item, as: call, tx)
        let (share, isNew) = try FileShare.give(grant, of: item, tx)
        guard isNew else { return (share, false) }
        if let refusal { throw refusal }
        try Audit.record(
            UserFileAction.share,
            of: UserFile.kind,
            (share.file?.cast() ?? share.folder?.cast()),
            by: call.actor,
            details: [
                "receiver": .string(share.receiver.description), "right": .string(share.right.rawValue),
            ],
            tx
        )
        try FileNotices.shared(item, share, tx)
        return (share, true)
    }

    /// The refusal of a quota that one more share would exceed; the same share again is none.
    private static func refusal(
        of grant: NewFileShare,
        of item: FileItem,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Problem? {
        do {
            try Quota.fileShares.consume(as: call, tx)
            if grant.sharer != item.owner { try Quota.fileReshares.consume(by: item.owner, as: call, tx) }
            return nil
        } catch let problem as Problem where problem.code == .quotaExceeded {
            return problem
        }
    }
}

extension NewShare {
    /// Refuses an end in the past, and people with whom the sharer has nothing in common.
    func check(for sharer: ID<Account>, _ tx: borrowing Tx) throws {
        if let expiresAt, expiresAt <= tx.now {
            throw Problem(.invalid, faults: [.init("/expires_at", .inThePast)])
        }
        let isRelated = try accountId == sharer || Relation.exists(sharer, accountId, tx)
        guard isRelated else { throw Problem(.shareNoRelation) }
    }

    func grant(from sharer: ID<Account>) -> NewFileShare {
        NewFileShare(from: sharer, to: accountId, canEdit: right == .edit, until: expiresAt)
    }
}
