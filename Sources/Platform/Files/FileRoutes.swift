import Kernel
import Store
import Web

/// The routes of signed file addresses.
enum FileRoutes {
    /// The folder of signed addresses, unless `/files/{id}` is something else in the product.
    static let usualFolder = "/files"

    // swift-format-ignore
    static func routes(at folder: String) -> [Route] {
        [
            Get("\(folder)/{token}", download, .anyone, "Download a file by signed link",
                details: "The link needs no session; a caller with a session must be the account that the link was made for. "
                    + "The content of a link for viewing is `inline` if browsers show its type. A single-use link is used up by GET, not by HEAD.")
                .refuses(.linkExpired, .linkUsed, .fileQuarantined, .fileInfected, .rangeNotSatisfiable).forBrowsers
                .allowingArchives(folder != usualFolder),
            Put("/files/uploads/{token}", upload, .anyone, "Upload an announced file",
                details: "The address, the method and the headers are those of the upload ticket; the body is the file itself. "
                    + "The upload is then completed by the operation that announced it.")
                .upTo(bytes: maximumBytes).within(.hours(2)).refuses(.linkExpired, .uploadCompleted, .uploadDiffers),
        ].tagged("Files")
    }

    /// The server's limit; each upload is also limited to its announced size.
    private static let maximumBytes = 8 << 30

    static func upload(_ call: Call, token: LinkToken, body: StreamedBody) async throws -> NoContent {
        let link = try call.site.link(token.text, for: [.upload])
        try await Files.fill(link, body, at: call.site)
        return NoContent()
    }

    static func download(_ call: Call, token: LinkToken, facts: RequestFacts) async throws -> OpenedFile {
        let (site, isLook) = (call.site, facts.isHead)
        let link = try site.link(token.text, for: [.download, .view, .zip])
        if let caller = call.actor.account, caller != link.actor { throw Problem(.notFound) }
        guard link.purpose != .zip else {
            return .archive(try await call.db.read { tx in try link.archive(at: site, tx) })
        }
        let file =
            isLook
            ? try await call.db.read { tx in try link.opened(tx) }
            : try await call.db.write { tx in try link.used(at: site, tx) }
        return .file(file.download(at: site, isInline: link.purpose == .view))
    }
}

extension FileLink {
    /// The file, unless the account of the link is no longer active.
    fileprivate func opened(_ tx: borrowing Tx) throws -> StoredFile {
        try demandActive(tx)
        return try StoredFile.find(file, tx).openable()
    }

    fileprivate func archive(at site: Site, _ tx: borrowing Tx) throws -> PieceStream {
        try demandActive(tx)
        return try FileZip.open(self, at: site, tx)
    }

    private func demandActive(_ tx: borrowing Tx) throws {
        guard let actor else { return }
        let isLocked = try tx.exists("SELECT 1 FROM account WHERE id = \(actor) AND state <> 'active'")
        if isLocked { throw Problem(.notFound) }
    }

    /// Opens the file, writes the audit record, and uses up the link.
    fileprivate func used(at site: Site, _ tx: borrowing Tx) throws -> StoredFile {
        let opened = try opened(tx)
        try spend(tx)
        try site.product.fileOpened(opened, purpose, actor, tx)
        try Audit.record(
            purpose == .view ? FileAction.view : .download,
            of: "file",
            file.cast(),
            by: try holder(tx),
            tx
        )
        return opened
    }

    private func holder(_ tx: borrowing Tx) throws -> Actor {
        guard let actor else { return .nobody }
        let role = try tx.value("SELECT role FROM account WHERE id = \(actor)", as: String.self)
        return Actor(kind: .person, account: actor, role: role.map(Role.init) ?? .nobody)
    }
}

extension StoredFile {
    package func download(at site: Site, isInline: Bool = false) -> Download {
        let (storage, key) = (site.dependencies.files.storage, ObjectKey(id))
        return Download(
            mediaType.rawValue,
            fileName: name,
            size: size,
            tag: sha256Text,
            isInline: isInline && mediaType.isViewable
        ) { range in try await storage.read(key, range) }
    }
}

extension Web.Route {
    /// An archive takes as long as its files.
    fileprivate func allowingArchives(_ isNeeded: Bool) -> Self { isNeeded ? within(.minutes(30)) : self }
}

/// The secret part of a signed address.
struct LinkToken: PathValue {
    let text: String

    static let pathSchema = Schema.text(
        TextRule(length: 100...200, description: "The signed token at the end of a file link.")
    )

    static func read(_ segment: String) -> Self? {
        Self(text: segment)
    }
}
