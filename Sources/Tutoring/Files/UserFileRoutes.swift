import Kernel
import Platform
import Store
import Web

/// The files of people, with their versions.
enum UserFileRoutes {
    static let routes = (rows + FileSharing.rows + FileBulk.rows + FolderRoutes.rows).tagged("Files")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                     handler     needs
        Get   ("/files",               list,       .fileRead, "List the files", details: "The caller's own and the shared ones, newest first. Administrators see the names of all and give a `reason`.").refuses(.notFound)
        Post  ("/files",               upload,     .fileUse,  "Upload a file", details: "A PDF, picture, Word, Excel or PowerPoint document or recording of at most 50 MB. In a folder of somebody else it is the folder owner's, and counts towards that quota.")
            .idempotent.upTo(bytes: 51 << 20).within(.minutes(10)).refuses(.notFound, .filesQuota, .fileEmpty, .fileDamaged, .fileAmbiguous, .fileActive, .fileMismatch, .tooLarge, .unsupportedMediaType)
        Get   ("/files/analytics",     FileFigures.show, .fileRead, "Get figures of the files", details: "The caller's own, with views and downloads of 90 days; for administrators sums over all.")
        Get   ("/files/{id}",          show,       .fileRead, "Get a file", details: "Administrators see the name and give a `reason`.")
        Patch ("/files/{id}",          change,     .fileUse,  "Change a file", details: "With the right to edit.").refuses(.stale)
        Delete("/files/{id}",          delete,     .fileUse,  "Delete a file", details: "By its owner, with all versions; its shares end.").refuses(.stale)
        Get   ("/files/{id}/download", download,   .fileRead, "Get an address of the content", details: "It works for five minutes, for the caller alone. Administrators get one for files between the parties of an open dispute, with a `reason` that the owner reads.").refuses(.fileQuarantined, .fileInfected)
        Get   ("/files/{id}/versions", versions,   .fileUse,  "List the versions of a file", details: "Newest first.")
        Post  ("/files/{id}/versions", addVersion, .fileUse,  "Upload a new version of a file", details: "Of the same type, with the right to edit; older versions stay.")
            .idempotent.upTo(bytes: 51 << 20).within(.minutes(10)).refuses(.filesQuota, .fileEmpty, .fileDamaged, .fileAmbiguous, .fileActive, .fileMismatch, .tooLarge, .unsupportedMediaType)
    }

    static func list(
        _ call: Call,
        filter: FileFilter,
        page: PageRequest
    ) async throws -> Page<UserFileView> {
        if call.isInspector { return try await FileInspection.list(call, filter, page) }
        let me = try call.account
        guard filter.ownerId == nil else {
            throw Problem(.invalid, faults: [.init("query/owner_id", .administratorsOnly)])
        }
        return try await call.db.read { tx in
            let reach = FileReach(of: me, at: tx.now)
            if let folder = filter.folderId { _ = try FileFolder.find(folder, for: reach, tx) }
            let found = try UserFile.list(
                page,
                where: [reach.files()] + filter.conditions(me),
                for: reach,
                tx
            )
            let views = try UserFileView.all(found.data, for: me, tx)
            return Page(views, next: found.next, total: found.total)
        }
    }

    static func upload(_ call: Call, form: FileForm<NewFile>) async throws -> Created<UserFileView> {
        let me = try call.account
        let (new, file) = try await form.received(call, widest: LessonFiles.rules) { new in
            try await call.db.read { tx in _ = try new.owner(for: me, tx) }
            return LessonFiles.rules
        }
        return try await call.site.keeping(file) { tx in
            let place = NewUserFile(
                owner: try new.owner(for: me, tx),
                folder: new.folderId,
                topic: new.topic?.rawValue,
                author: me
            )
            let made = try UserFile.add(file, place, by: call.actor, tx)
            let seen = try UserFile.find(made.id, for: FileReach(of: me, at: tx.now), tx)
            let view = try UserFileView.of(seen, for: me, tx)
            return Created(view.value, at: "/files/\(made.id)", version: view.version)
        }
    }

    static func show(
        _ call: Call,
        id: ID<UserFile>,
        query: InspectionQuery
    ) async throws -> Versioned<UserFileView> {
        if call.isInspector { return try await FileInspection.show(call, id, query.reason) }
        let me = try call.account
        return try await call.db.read { tx in
            try UserFileView.of(UserFile.find(id, for: FileReach(of: me, at: tx.now), tx), for: me, tx)
        }
    }

    static func change(
        _ call: Call,
        id: ID<UserFile>,
        match: IfMatch?,
        body: FileChanges
    ) async throws -> Versioned<UserFileView> {
        let me = try call.account
        return try await call.db.write { tx in
            let reach = FileReach(of: me, at: tx.now)
            let file = try UserFile.find(id, .edit, for: reach, tx)
            try match?.check(file.version)
            let changes = UserFile.Changes(
                name: body.name,
                folder: body.folderId,
                topic: body.topic.map(\.rawValue)
            )
            return try UserFileView.of(file.changed(by: changes, for: reach, tx), for: me, tx)
        }
    }

    static func delete(_ call: Call, id: ID<UserFile>, match: IfMatch?) async throws -> NoContent {
        let me = try call.account
        return try await call.db.write { tx in
            let file = try UserFile.find(id, .own, for: FileReach(of: me, at: tx.now), tx)
            try match?.check(file.version)
            try file.delete(as: call, tx)
            return NoContent()
        }
    }

    static func download(_ call: Call, id: ID<UserFile>, query: ContentQuery) async throws -> FileAddress {
        if call.isInspector { return try await FileInspection.open(call, id, query) }
        let me = try call.account
        return try await call.db.read { tx in
            let file = try UserFile.find(id, for: FileReach(of: me, at: tx.now), tx)
            return try file.address(query, for: call, tx)
        }
    }

    static func versions(
        _ call: Call,
        id: ID<UserFile>,
        page: PageRequest
    ) async throws -> Page<FileVersionView> {
        let me = try call.account
        return try await call.db.read { tx in
            let file = try UserFile.find(id, for: FileReach(of: me, at: tx.now), tx)
            let found = try file.versions(page, tx)
            let names = try AccountNames(of: found.data.compactMap(\.author), tx)
            return found.map { FileVersionView($0, names) }
        }
    }

    static func addVersion(
        _ call: Call,
        id: ID<UserFile>,
        form: FileForm<NewVersion>
    ) async throws -> Created<UserFileView> {
        let me = try call.account
        let file = try await call.db.read { tx in
            try UserFile.find(id, .edit, for: FileReach(of: me, at: tx.now), tx)
        }
        let received = try await form.received(
            call,
            FileRules([file.mediaType], upTo: LessonFiles.maximumBytes)
        )
        return try await call.site.keeping(received) { tx in
            let reach = FileReach(of: me, at: tx.now)
            let present = try UserFile.find(id, .edit, for: reach, tx)
            let next = try present.replaced(with: received, by: call.actor, for: reach, tx)
            let view = try UserFileView.of(next, for: me, tx)
            let path = "/files/\(id)/download?version=\(next.number)"
            return Created(view.value, at: path, version: view.version)
        }
    }
}

/// The files of lessons.
enum LessonFiles {
    static let maximumBytes = 50 << 20
    static let rules = FileRules(
        [.pdf, .jpeg, .png, .webp, .heic, .docx, .xlsx, .pptx] + MediaType.audio,
        upTo: maximumBytes
    )
}

extension NewFile {
    /// The account to which the file will belong: the owner of the folder, which the caller must be able to edit.
    fileprivate func owner(for me: ID<Account>, _ tx: borrowing Tx) throws -> ID<Account> {
        guard let folderId else { return me }
        return try FileFolder.find(folderId, .edit, for: FileReach(of: me, at: tx.now), tx).owner
    }
}

extension FileFilter {
    func conditions(_ me: ID<Account>?) -> [SQL] {
        let whose: SQL? = shared.flatMap { shared in
            me.map { shared ? "u.owner_id <> \($0)" : "u.owner_id = \($0)" }
        }
        let all: [SQL?] = [
            folderId.map { "u.folder_id = \($0)" },
            topic.map { "u.topic = \($0.rawValue)" },
            q.map { SearchQuestion($0.rawValue).condition(in: "u.search_text") },
            ownerId.map { "u.owner_id = \($0)" },
            whose,
        ]
        return all.compactMap(\.self)
    }
}

extension UserFile {
    /// The signed address of a version for the caller.
    func address(_ query: ContentQuery, for call: Call, _ tx: borrowing Tx) throws -> FileAddress {
        let content = try version(query.version?.value, tx).stored
        let purpose: FileLink.Purpose = query.inline == true ? .view : .download
        return FileAddress(
            try Files.link(to: content.id, for: purpose, by: call.actor, at: call.site, tx)
        )
    }

    func delete(as call: Call, _ tx: borrowing Tx) throws {
        try Self.delete([id], of: owner, tx)
        try Audit.record(UserFileAction.delete, of: Self.kind, id.cast(), by: call.actor, tx)
    }
}

extension Call {
    /// Whether the caller reads what belongs to others, as administrators do.
    var isInspector: Bool { scope.reach == .all }
}
