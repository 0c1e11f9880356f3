import Kernel
import Store

/// An address that works without a session until it expires.
package struct SignedLink: Sendable, Codable {
    /// Absolute, with a signature; fetch it with GET.
    package let url: String
    /// From this moment on the address answers 410.
    package let expiresAt: Instant
}

extension Files {
    /// The default lifetime of a link.
    package static let linkLifetime = Duration.minutes(5)

    /// A signed address of the file for one actor and one purpose; with `once` it opens a single time.
    ///
    /// Refused with 409 while the file is not known to be clean. The caller checks the actor's permission.
    package static func link(
        to file: ID<StoredFile>,
        for purpose: FileLink.Purpose = .download,
        by actor: Actor,
        at site: Site,
        once: Bool = false,
        lasting: Duration = linkLifetime,
        _ tx: borrowing Tx
    ) throws -> SignedLink {
        _ = try StoredFile.find(file, tx).openable()
        let link = FileLink(
            to: file,
            for: purpose,
            by: actor.account,
            until: tx.now + lasting,
            once: once ? tx.newID() : nil
        )
        try link.insert(tx)
        return SignedLink(url: site.address(of: link), expiresAt: link.expiresAt)
    }
}

extension FileLink {
    fileprivate func insert(_ tx: borrowing Tx) throws {
        guard let once else { return }
        try tx.execute(
            "INSERT INTO file_link (id, file_id, expires_at) VALUES (\(once), \(file), \(expiresAt))"
        )
    }

    /// Uses up a link that opens once; refused with 410 from the second time on.
    func spend(_ tx: borrowing Tx) throws {
        guard let once else { return }
        let spent = try tx.execute(
            "UPDATE file_link SET used_at = \(tx.now) WHERE id = \(once) AND used_at IS NULL"
        )
        guard spent == 1 else { throw Problem(.linkUsed) }
    }
}

extension Site {
    func address(of link: FileLink) -> String {
        let key = key(for: FileLink.keyPurpose)
        let folder = link.purpose == .upload ? "/files/uploads/" : product.fileLinks + "/"
        return dependencies.address + product.root + folder + link.token(signedBy: key)
    }

    /// The link of a token; 404 when it is forged or has another purpose, 410 when it has expired.
    func link(_ token: String, for purposes: Set<FileLink.Purpose>) throws -> FileLink {
        guard let link = FileLink(token: token, keys: keys(for: FileLink.keyPurpose)),
            purposes.contains(link.purpose)
        else { throw Problem(.notFound) }
        guard link.expiresAt > now() else { throw Problem(.linkExpired) }
        return link
    }
}
