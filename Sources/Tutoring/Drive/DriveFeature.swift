import Kernel
import Platform
import Store
import Web

extension Feature {
    static let driveLinks = Feature(
        routes: DriveRoutes.routes,
        bounds: [
            Bound("POST /files/{id}/drive", because: "one copy of each version, in the caller's own Drive"),
            Bound("POST /files/drive-import", .fileBytes),
        ]
    )
}

/// Files of people on their Google Drive, and from there.
enum DriveRoutes {
    static let routes = rows.tagged("Files")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                    handler  needs
        Post("/files/{id}/drive",     put,     .fileUse, "Copy a file to Google Drive",
             details: "The newest version, once, to the owner's Drive. With `share_with` a person who reaches the file here may read the copy there, until they no longer reach it.").upTo(bytes: 8_192).within(.minutes(3)).refuses(.driveNotLinked, .driveRefused, .googleUnavailable, .fileQuarantined, .fileInfected)
        Post("/files/drive-import",   fetch,   .fileUse, "Import a file from Google Drive",
             details: "A file that the caller has opened with this site at Google; it is checked as an upload is, and cannot be opened before its virus scan is over.").idempotent.upTo(bytes: 8_192).within(.minutes(3)).refuses(.notFound, .driveNotLinked, .driveRefused, .googleUnavailable, .filesQuota, .fileEmpty, .fileDamaged, .fileAmbiguous, .fileActive, .fileMismatch, .tooLarge, .unsupportedMediaType)
    }

    static func put(_ call: Call, id: ID<UserFile>, body: DriveCopyOptions?) async throws -> DriveFileView {
        let (me, receiver) = (try call.account, body?.shareWith)
        let file = try await call.db.read { tx in
            let file = try UserFile.find(id, .own, for: FileReach(of: me, at: tx.now), tx)
            _ = try StoredFile.find(file.stored, tx).openable()
            if let receiver {
                let reach = FileReach(of: receiver, at: tx.now)
                guard receiver != me, try !UserFile.list([id], for: reach, tx).isEmpty else {
                    throw Problem(.invalid, faults: [.init("/share_with", .notSharedHere)])
                }
                // Google shows the owner of a file the addresses of its readers.
                guard try Relation.isPaid(me, receiver, tx) else {
                    throw Problem(.invalid, faults: [.init("/share_with", .notPaidYet)])
                }
            }
            return file
        }
        return try await DriveLinks.put(file, sharedWith: receiver, call)
    }

    static func fetch(_ call: Call, body: DriveImport) async throws -> Accepted<UserFileView> {
        let me = try call.account
        if let folder = body.folderId {
            try await call.db.read { tx in
                _ = try FileFolder.find(folder, .own, for: FileReach(of: me, at: tx.now), tx)
            }
        }
        let received = try await DriveLinks.fetch(body.driveFileId.rawValue, LessonFiles.rules, call)
        return try await call.site.keeping(received) { tx in
            let made = try UserFile.add(
                received,
                NewUserFile(owner: me, folder: body.folderId),
                by: call.actor,
                tx
            )
            let view = try UserFileView.of(made, for: me, tx)
            return Accepted(view.value, at: "/files/\(made.id)")
        }
    }
}

/// The readers of the copy.
struct DriveCopyOptions: Body {
    /// A person who reaches the file here; nobody else when absent.
    var shareWith: ID<Account>?
}

/// A file to import.
struct DriveImport: Body {
    /// The file's identifier at Google Drive.
    var driveFileId: Line<10, 200>
    /// The caller's folder for it; at the top when absent.
    var folderId: ID<FileFolder>?
}

// swift-format-ignore
extension Refusal {
    fileprivate static let notPaidYet = Refusal("not_paid", ["it": "il primo acquisto tra voi non è ancora pagato: fino ad allora i recapiti restano nascosti", "en": "waits for the first payment between the two of you: until then addresses stay hidden"])
    fileprivate static let notSharedHere = Refusal("not_shared", ["it": "non ha accesso a questo file: prima va condiviso qui", "en": "does not reach this file: share it here first"])
}
