import Kernel
import Store
import Web

/// The routes of signed file addresses.
enum FileRoutes {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get("/files/{token}", download, .anyone, "Download a file by signed link",
                details: "The link needs no session; a caller with a session must be the account that the link was made for. "
                    + "The content of a link for viewing is `inline` if browsers show its type. A single-use link is used up by GET, not by HEAD.")
                .refuses(.linkExpired, .linkUsed, .fileQuarantined, .fileInfected, .rangeNotSatisfiable).forBrowsers,
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

    static func download(_ call: Call, token: LinkToken, facts: RequestFacts) async throws -> Download {
        let link = try call.site.link(token.text, for: [.download, .view])
        if let caller = call.actor.account, caller != link.actor { throw Problem(.notFound) }
        let isLook = facts.isHead
        let file =
            isLook
            ? try await call.db.read { tx in try link.opened(tx) }
            : try await call.db.write { tx in try link.used(tx) }
        return file.download(at: call.site, isInline: link.purpose == .view)
    }
}

extension FileLink {
    /// The file, unless the account of the link is no longer active.
    fileprivate func opened(_ tx: borrowing Tx) throws -> StoredFile {
        if let actor {
            let isLocked = try tx.exists("SELECT 1 FROM account WHERE id = \(actor) AND state <> 'active'")
            if isLocked { throw Problem(.notFound) }
        }
        return try StoredFile.find(file, tx).openable()
    }

    /// Opens the file, writes the audit record, and uses up the link.
    fileprivate func used(_ tx: borrowing Tx) throws -> StoredFile {
        let opened = try opened(tx)
        try spend(tx)
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
