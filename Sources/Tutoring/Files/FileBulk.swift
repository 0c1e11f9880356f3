import Kernel
import Platform
import Store
import Web

/// One action on many files and folders of the caller's own.
enum FileBulk {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        Post("/files/bulk", run, .fileUse, "Act on many files and folders", details: "Of the caller's own, each with a result. `zip` gives the address of one archive, made while it is sent, of at most 1 GB; files that are still being checked are left out.").idempotent.refuses(.tooLarge, .shareNoRelation)
    }

    static func run(_ call: Call, body: BulkAction) async throws -> BulkResults {
        let me = try call.account
        try body.check()
        return try await call.db.write { tx in
            let share = body.share
            try share?.check(for: me, tx)
            var results: [BulkResults.Result] = []
            for id in body.ids {
                do {
                    try body.act(on: id, as: call, tx)
                    results.append(.init(id: id, ok: true))
                } catch let problem as Problem {
                    results.append(.init(id: id, ok: false, code: problem.code.name))
                }
            }
            let zipped = results.filter(\.ok).map(\.id)
            guard body.action == .zip, !zipped.isEmpty else { return BulkResults(results: results) }
            let link = try FileZip.link(to: zipped, by: call.actor, at: call.site, tx)
            return BulkResults(results: results, zip: FileAddress(link))
        }
    }
}

/// An action on many files and folders.
struct BulkAction: Body {
    /// The change made to each of them; the other members depend on it.
    var action: Action
    /// Up to 200 files and folders.
    var ids: [ID<UserFile>]
    /// For `move`: the new folder; the top of the tree without it.
    var folderId: ID<FileFolder>?
    /// For `share`: the person to share with.
    var accountId: ID<Account>?
    /// For `share`: the right to give.
    var right: ShareRight?
    /// For `share`: when it ends.
    var expiresAt: Instant?

    /// An action on many files.
    enum Action: String, Codable, CaseIterable, Sendable {
        /// Puts them into another folder.
        case move
        /// Deletes them; of folders only empty ones.
        case delete
        /// Shares them with one person.
        case share
        /// Puts them into one archive.
        case zip
    }

    private static let most = 200

    /// The share of the members; nil for another action.
    var share: NewShare? {
        guard action == .share, let accountId, let right else { return nil }
        return NewShare(accountId: accountId, right: right, expiresAt: expiresAt)
    }

    func check() throws(Problem) {
        var faults: [Problem.Fault] = []
        if ids.isEmpty { faults.append(.init("/ids", Refusal(.tooFew(1)))) }
        if ids.count > Self.most { faults.append(.init("/ids", Refusal(.tooMany(Self.most)))) }
        if Set(ids).count < ids.count { faults.append(.init("/ids", .listedTwice)) }
        let isShare = action == .share
        if isShare, accountId == nil { faults.append(.init("/account_id", Refusal(.required))) }
        if isShare, right == nil { faults.append(.init("/right", Refusal(.required))) }
        let strange: [(pointer: String, isThere: Bool)] = [
            ("/folder_id", action != .move && folderId != nil), ("/account_id", !isShare && accountId != nil),
            ("/right", !isShare && right != nil), ("/expires_at", !isShare && expiresAt != nil),
        ]
        faults += strange.filter(\.isThere).map { .init($0.pointer, .notForThisAction) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    /// Acts on one of them; every refusal comes before the first change.
    func act(on id: ID<UserFile>, as call: Call, _ tx: borrowing Tx) throws {
        let reach = FileReach(of: try call.account, at: tx.now)
        let item = try FileItem.find(id, for: reach, tx)
        guard item.right == .own else { throw Problem(.notFound) }
        let place = folderId.map { Change.set($0) } ?? .clear
        switch (action, item) {
        case (.move, .file(let file)): _ = try file.changed(by: .init(folder: place), for: reach, tx)
        case (.move, .folder(let folder)): _ = try folder.changed(by: .init(parent: place), for: reach, tx)
        case (.delete, .file(let file)): try file.delete(as: call, tx)
        case (.delete, .folder(let folder)): try folder.delete(tx)
        case (.share, _):
            guard let share else { throw Problem(.notFound) }
            _ = try FileSharing.give(share.grant(from: try call.account), of: item, as: call, tx)
        case (.zip, .file(let file)): _ = try StoredFile.find(file.stored, tx).openable()
        case (.zip, .folder): break
        }
    }
}

/// The results of an action on many files.
struct BulkResults: View {
    /// One for each, in the order of the request.
    var results: [Result]
    /// The address of the archive; absent for other actions, and when nothing could be put into it.
    var zip: FileAddress?

    /// The result for one file or folder.
    struct Result: Codable, Sendable {
        /// The file or folder.
        var id: ID<UserFile>
        /// Whether it was done.
        var ok: Bool
        /// The code of the refusal; absent when it was done.
        var code: String?
    }
}
